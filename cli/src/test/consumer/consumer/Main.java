package consumer;

import dev.linchpin.Linchpin;
import dev.linchpin.android.AndroidLevel;
import dev.linchpin.chain.PathFinder;
import dev.linchpin.config.NetworkSecurityConfig;
import dev.linchpin.config.lint.PolicyLint;
import dev.linchpin.conformance.Conformance;
import dev.linchpin.conformance.ConformanceReport;
import dev.linchpin.danger.NoBackupPin;
import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.httpclient5.HttpClient5Pinning;
import dev.linchpin.jdk.JavaNetHttpPinning;
import dev.linchpin.jetty.JettyPinning;
import dev.linchpin.okhttp.OkHttpPinning;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.process.ChildProcess;
import dev.linchpin.recipe.Recipe;
import dev.linchpin.remote.SigningKey;
import dev.linchpin.remote.TrustedKeys;
import dev.linchpin.remote.report.HttpReportSender;
import dev.linchpin.report.PinReporter;
import dev.linchpin.vectors.VectorFiles;
import dev.linchpin.verdict.PinVerdict;
import java.net.URI;
import java.util.List;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.eclipse.jetty.client.HttpClient;

/** Takes a type from every exported package, builds every client and starts a server. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        TestCertificate leaf = TestCertificate.root("Test Root").leaf("api.example.com");
        String active = SpkiPin.of(leaf.certificate()).toString();
        String backup = "sha256/5kJvNEMw0KjrCAu7eXY5HZdvyCS13BbA0VJG1RSP91w=";
        PinReporter reporter = report -> {};
        Linchpin linchpin = Linchpin.builder()
                .policy(PinPolicy.builder()
                        .pin("api.example.com", active, backup)
                        .build())
                .reporter(reporter)
                .build();

        PinVerdict verdict = linchpin.verdict("api.example.com", List.of(leaf.certificate()));
        require(verdict.accepted(), verdict);
        String file = NetworkSecurityConfig.write(linchpin.policy()).text();
        require(
                PolicyLint.builder()
                        .build()
                        .check(NetworkSecurityConfig.reader().inspect(file))
                        .stream()
                        .allMatch(finding -> finding.rule().equals("never-expires")),
                file);
        SigningKey signer = SigningKey.of(leaf.key().spki());
        require(TrustedKeys.of(1, signer).threshold() == 1, signer);
        try (HttpReportSender sender = HttpReportSender.builder(URI.create("https://reports.example.com/"))
                .build()) {
            require(sender.state().waiting() == 0, sender.state());
        }
        require(NoBackupPin.class.getModule() == PathFinder.class.getModule(), PathFinder.class.getModule());

        OkHttpPinning.install(linchpin, new OkHttpClient.Builder()).build();
        HttpClient5Pinning.install(linchpin, HttpClients.custom()).build().close();
        JavaNetHttpPinning.build(linchpin, java.net.http.HttpClient.newBuilder());
        HttpClient jetty = JettyPinning.install(linchpin, new HttpClient());
        jetty.start();
        jetty.stop();
        TlsServer.builder().present(leaf.presented()).start().close();
        ConformanceReport report =
                new Conformance(VectorFiles.load(), VectorFiles.TOPICS, 1).judge(List.of(), (answers, of) -> {});
        require(report.implementations().isEmpty(), report);
        for (Class<?> room : List.of(
                AndroidLevel.class,
                Gauntlet.class,
                Driver.class,
                Result.class,
                Scenario.class,
                Protocol.class,
                ChildProcess.class,
                Recipe.class)) {
            require(room.getModule() == TlsServer.class.getModule(), room);
        }
        System.out.println("consumed");
    }

    private static void require(boolean fact, Object found) {
        if (!fact) {
            throw new AssertionError(found);
        }
    }
}
