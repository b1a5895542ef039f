package dev.linchpin.recipe;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.process.ChildProcess;
import dev.linchpin.process.ConnectAnswer;
import dev.linchpin.process.ConnectQuestion;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Puts requests as questions to a program, to one process from beginning to end. A question that takes too long is still waited for when
 * the client is closed, so that the process has one thing to do at a time.
 */
final class ProgramClient implements Client {
    private static final AtomicLong LAST = new AtomicLong();

    private final ProcessPool pool;
    private final Setup setup;
    private final Path caFile;
    private final ChildProcess program;
    private final OptionalLong number;

    private ProgramClient(ProcessPool pool, Setup setup, Path caFile, ChildProcess program) {
        this.pool = pool;
        this.setup = setup;
        this.caFile = caFile;
        this.program = program;
        this.number = setup.severalRequests() ? OptionalLong.of(LAST.incrementAndGet()) : OptionalLong.empty();
    }

    static ProgramClient open(ProcessPool pool, Setup setup) throws IOException, CertificateEncodingException {
        ChildProcess program = pool.lease();
        try {
            return new ProgramClient(pool, setup, writePem(setup.trustAnchors()), program);
        } catch (IOException | CertificateEncodingException e) {
            pool.giveBack(program);
            throw e;
        }
    }

    @Override
    public synchronized Reply get(URI uri) throws SSLPeerUnverifiedException {
        PolicySpec.Rule rule = setup.policy().rules().get(0);
        ConnectAnswer answer = program.connect(
                new ConnectQuestion(
                        uri.getHost().replaceAll("[\\[\\]]", ""),
                        uri.getPort(),
                        setup.resolve(uri.getHost()).get(0),
                        caFile,
                        rule.pattern(),
                        rule.pins(),
                        uri.getRawPath(),
                        number),
                setup.patience());
        if (answer instanceof ConnectAnswer.Refused refused) {
            throw refused.stage() == ConnectAnswer.Stage.PINS
                    ? new PinRefusal(refused.reason())
                    : new SSLPeerUnverifiedException(refused.reason());
        }
        ConnectAnswer.Accepted accepted = (ConnectAnswer.Accepted) answer;
        return new Reply(accepted.status(), accepted.body());
    }

    @Override
    public void replacePolicy(PolicySpec policy) {
        throw new UnsupportedOperationException("a program is told its pins with each request");
    }

    @Override
    public synchronized void close() throws IOException {
        pool.giveBack(program);
        Files.deleteIfExists(caFile);
    }

    /** The program says that the pins do not match. */
    static final class PinRefusal extends SSLPeerUnverifiedException {
        private static final long serialVersionUID = 1L;

        private PinRefusal(String reason) {
            super(reason);
        }
    }

    private static Path writePem(List<X509Certificate> certificates) throws IOException, CertificateEncodingException {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        StringBuilder pem = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(new String(lines.encode(certificate.getEncoded()), StandardCharsets.US_ASCII))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Files.writeString(Files.createTempFile("linchpin-gauntlet-", ".pem"), pem);
    }
}
