package dev.linchpin.benchmarks.jmh;

import com.sun.management.ThreadMXBean;
import dev.linchpin.Linchpin;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import okhttp3.CertificatePinner;
import okhttp3.OkHttpClient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A full TLS handshake in memory: what the pin check costs in it, leaf pinned, and what the client's side costs in all. Every
 * handshake validates the server's chain by PKIX and its name by JSSE; each trial proves both that no session was resumed and
 * that either pinner refuses the server when it is pinned to another key.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 8, time = 3)
// Compiled after a tenth of the usual calls: with one call per handshake, the usual number takes minutes to come
// together.
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:CompileThresholdScaling=0.1"})
public class Handshake {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Param({"TLSv1.3", "TLSv1.2"})
    public String tls = "";

    @Param({"ec", "rsa"})
    public String key = "";

    /** Whether the JDK knows the server's certificates from an earlier handshake, with all signatures that it has verified. */
    @Param({"known", "fresh"})
    public String certificates = "";

    private final MemoryHandshake handshake = new MemoryHandshake();
    private SSLContext server;
    private SSLContext plain;
    private SSLContext pinned;
    private SSLContext guarded;
    private TimedTrustManager pkix;
    private TimedTrustManager pkixAndPins;
    private CertificatePinner okHttp;
    private CertificateFactory factory;
    private long handshakes;

    @Setup
    public void setUp() throws GeneralSecurityException, IOException {
        Site site = Site.of(key);
        factory = CertificateFactory.getInstance("X.509");
        server = site.servers().get();
        pkix = new TimedTrustManager(site.pkix());
        Linchpin linchpin = site.linchpin(pkix);
        pkixAndPins = new TimedTrustManager(linchpin.trustManager());
        plain = Site.client(pkix);
        pinned = Site.client(pkixAndPins);
        guarded = linchpin.sslContext();
        okHttp = withChainCleaner(site.okHttpPins());
        requireThatPinsBite(site, linchpin);
    }

    /** The pinner as a client has it. */
    private CertificatePinner withChainCleaner(CertificatePinner pins) {
        return new OkHttpClient.Builder()
                .sslSocketFactory(plain.getSocketFactory(), pkix)
                .certificatePinner(pins)
                .build()
                .certificatePinner();
    }

    private void requireThatPinsBite(Site site, Linchpin linchpin) throws GeneralSecurityException, IOException {
        linchpin.replacePolicy(site.policyOfAnother());
        try {
            shakeHands(pinned, Meter.of());
            throw new AssertionError("Linchpin accepted a server that is pinned to another key");
        } catch (SSLException expected) {
            linchpin.replacePolicy(site.policy());
        }
        try {
            List<Certificate> peer = Arrays.asList(shakeHands(plain, Meter.of()).getPeerCertificates());
            withChainCleaner(site.okHttpPinsOfAnother()).check(Site.HOST, peer);
            throw new AssertionError("OkHttp accepted a server that is pinned to another key");
        } catch (SSLPeerUnverifiedException expected) {
            handshakes = pkix.accepted();
        }
    }

    /**
     * Two handshakes, one judged by Linchpin and one by OkHttp, in turns the first and the second, so that neither check finds in
     * the processor's caches what the other has left there. Each is timed where its client runs it: Linchpin's in the trust manager,
     * as all that it does beyond PKIX, OkHttp's on the peer's certificates after the handshake.
     */
    @Benchmark
    public void inPlace(InPlaceCosts costs) throws SSLException {
        if (costs.linchpinFirst()) {
            judgedByLinchpin(costs);
            judgedByOkHttp(costs);
        } else {
            judgedByOkHttp(costs);
            judgedByLinchpin(costs);
        }
        costs.operationDone();
    }

    private void judgedByLinchpin(InPlaceCosts costs) throws SSLException {
        Meter client = Meter.of(System::nanoTime);
        shakeHands(pinned, client);
        costs.linchpin(pkixAndPins.nanos() - pkix.nanos(), pkix.nanos(), client.total(0));
    }

    private void judgedByOkHttp(InPlaceCosts costs) throws SSLException {
        SSLSession session = shakeHands(plain, Meter.of(System::nanoTime));
        List<Certificate> peer = Arrays.asList(session.getPeerCertificates());
        long start = System.nanoTime();
        okHttp.check(Site.HOST, peer);
        costs.okHttp(System.nanoTime() - start);
    }

    @Benchmark
    public SSLSession plain(ClientCosts costs) throws SSLException {
        return shakeHands(plain, costs);
    }

    @Benchmark
    public SSLSession pinned(ClientCosts costs) throws SSLException {
        return shakeHands(pinned, costs);
    }

    /** As {@link #pinned}, by engines that judge once more when the handshake is over. */
    @Benchmark
    public SSLSession guarded(ClientCosts costs) throws SSLException {
        return shakeHands(guarded, costs);
    }

    private SSLSession shakeHands(SSLContext context, ClientCosts costs) throws SSLException {
        Meter client = Meter.of(THREADS::getCurrentThreadCpuTime, THREADS::getCurrentThreadAllocatedBytes);
        SSLSession session = shakeHands(context, client);
        costs.add(client.total(0), client.total(1));
        return session;
    }

    private SSLSession shakeHands(SSLContext context, Meter client) throws SSLException {
        if (certificates.equals("fresh")) {
            forgetCertificates();
        }
        SSLEngine accepting = server.createSSLEngine();
        accepting.setUseClientMode(false);
        client.start();
        SSLEngine connecting = context.createSSLEngine(Site.HOST, 443);
        connecting.setUseClientMode(true);
        SSLParameters parameters = connecting.getSSLParameters();
        parameters.setProtocols(new String[] {tls});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        connecting.setSSLParameters(parameters);
        client.stop();
        handshake.run(connecting, accepting, client);
        SSLSession session = connecting.getSession();
        session.invalidate();
        handshakes++;
        return session;
    }

    /** The factory keeps the certificates that it has parsed; asked to parse nothing at all, it forgets them. */
    private void forgetCertificates() {
        try {
            factory.generateCertificate(null);
            throw new AssertionError("the JDK's certificate factory has parsed null");
        } catch (CertificateException forgotten) {
            // as it always does then
        }
    }

    @TearDown
    public void requireFullHandshakes() {
        if (pkix.accepted() != handshakes) {
            throw new AssertionError(
                    "PKIX has validated " + pkix.accepted() + " servers in " + handshakes + " handshakes");
        }
    }
}
