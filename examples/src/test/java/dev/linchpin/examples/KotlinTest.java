package dev.linchpin.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.PinPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The adapters, called from Kotlin. */
class KotlinTest {
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate LEAF = ROOT.leaf(Played.HOST);
    private static final Map<String, KtorFrameworks.Get> GETS = Map.of(
            "OkHttp", KotlinExampleKt::getByOkHttp,
            "HttpClient 5", KotlinExampleKt::getByHttpClient5,
            "Jetty", KotlinExampleKt::getByJetty);

    @ParameterizedTest
    @ValueSource(strings = {"OkHttp", "HttpClient 5", "Jetty"})
    void gets_an_answer_of_the_pinned_server_and_a_refusal_of_another(String client) {
        KtorFrameworks.Get get = GETS.get(client);
        try (TlsServer server = TlsServer.builder().present(LEAF.presented()).start()) {
            String url = server.uri(Played.HOST, "/hello").toString();
            assertEquals(200, get.status(pinning(LEAF.pin()), url));
            long before = server.requestBytes();
            String wrong = TestKey.generate().pin();
            Exception failure = assertThrows(Exception.class, () -> get.status(pinning(wrong), url));
            String refusal = KotlinExampleKt.refusal(failure);
            assertTrue(refusal != null && refusal.contains(wrong), () -> "found " + refusal);
            assertEquals(before, server.requestBytes());
        }
    }

    @Test
    void finds_no_refusal_in_another_failure() {
        assertNull(KotlinExampleKt.refusal(new IllegalStateException("no refusal")));
        assertNull(KotlinExampleKt.refusal(null));
    }

    private static Linchpin pinning(String pin) {
        return Linchpin.builder()
                .trustedCertificates(List.of(ROOT.certificate()))
                .policy(PinPolicy.builder()
                        .pin(Played.HOST, pin, TestKey.generate().pin())
                        .build())
                .build();
    }
}
