package dev.linchpin.benchmarks.jmh;

import dev.linchpin.Linchpin;
import dev.linchpin.verdict.PinVerdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509ExtendedTrustManager;
import okhttp3.CertificatePinner;
import okhttp3.OkHttpClient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What pinning costs once per process: all its classes are loaded and nothing is compiled yet. TLS is up already, since a client without
 * pins needs it as well: the chain has been validated by PKIX, a context and an OkHttpClient have been made.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(20)
public class ColdStart {
    private Site site;
    private X509ExtendedTrustManager pkix;
    private List<X509Certificate> presented;
    private OkHttpClient plain;
    private Path file;

    @Setup
    public void setUp() throws GeneralSecurityException, IOException {
        site = Site.of("ec");
        pkix = site.pkix();
        presented = site.presented();
        pkix.checkServerTrusted(presented.toArray(new X509Certificate[0]), "UNKNOWN");
        plain = new OkHttpClient.Builder()
                .sslSocketFactory(Site.client(pkix).getSocketFactory(), pkix)
                .build();
        file = Files.createTempFile("leaf", ".pem");
        Files.writeString(file, site.leaf().pem());
    }

    @TearDown
    public void tearDown() throws IOException {
        Files.delete(file);
    }

    /** From the text of the pins to the first verdict, leaf pinned. */
    @Benchmark
    public PinVerdict firstVerdict() {
        Linchpin linchpin = site.linchpin(pkix);
        PinVerdict verdict = linchpin.verdict(Site.HOST, presented);
        if (!(verdict instanceof PinVerdict.Matched)) {
            throw new AssertionError("the verdict is " + verdict + ", expected a match");
        }
        return verdict;
    }

    /** The same by OkHttp's pinner with its chain cleaner: it throws unless a pin matches. */
    @Benchmark
    public CertificatePinner firstCheckOfOkHttp() throws IOException {
        CertificatePinner pinner =
                plain.newBuilder().certificatePinner(site.okHttpPins()).build().certificatePinner();
        pinner.check(Site.HOST, presented);
        return pinner;
    }

    /** {@code linchpin pin FILE}, from the start of its process to the end. */
    @Benchmark
    @Warmup(iterations = 2)
    @Measurement(iterations = 10)
    @Fork(1)
    public void pinCommand(WallTime wall) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.linchpin.cli.Main",
                        "pin",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        wall.add((System.nanoTime() - start) / 1e6);
        if (exit != 0 || !output.contains(site.leaf().pin())) {
            throw new AssertionError(
                    "exit " + exit + ", expected 0 and " + site.leaf().pin() + " in: " + output);
        }
    }
}
