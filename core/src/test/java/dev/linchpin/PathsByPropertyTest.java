package dev.linchpin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Paths that the platform goes only where a property of the JDK tells it to. */
class PathsByPropertyTest {
    /**
     * The JDK takes chains of ten certificates, or of as many as it is told. A pin counts wherever it is on them:
     *
     * <pre>
     * leaf ← CA 13 (pinned) ← CA 12 ← … ← CA 1 ← LINCHPIN ROOT (pinned)
     * </pre>
     */
    @Test
    void accepts_a_pin_on_a_chain_longer_than_the_platforms_usual_limit() throws Exception {
        List<String> limits = List.of(
                "-Djdk.tls.maxCertificateChainLength=20", "-Djdk.tls.client.maxInboundCertificateChainLength=20");
        assertEquals("""
                14 presented
                O=Linchpin Test PKI, CN=CA 13: accepted
                O=Linchpin Test PKI, CN=Linchpin Root: accepted
                O=Linchpin Test PKI, CN=Other: NO_PINNED_CERTIFICATE
                """, play("long", limits));
    }

    /**
     * The server forgets its issuer, and the JDK fetches it. Nobody shows the fetched certificate to a trust manager:
     *
     * <pre>
     * leaf (pinned) ← Issuing (pinned, not sent) ← LINCHPIN ROOT (pinned)
     * </pre>
     */
    @Test
    void names_the_issuer_that_was_fetched_and_not_sent() throws Exception {
        List<String> fetching =
                List.of("-Dcom.sun.security.enableAIAcaIssuers=true", "-Dcom.sun.security.allowedAIALocations=any");
        assertEquals("""
                O=Linchpin Test PKI, CN=api.linchpin.test: accepted
                O=Linchpin Test PKI, CN=Issuing: ISSUER_NOT_SENT O=Linchpin Test PKI,CN=Issuing
                O=Linchpin Test PKI, CN=Linchpin Root: ISSUER_NOT_SENT O=Linchpin Test PKI,CN=Issuing
                """, play("fetched", fetching));
    }

    private static String play(String peer, List<String> properties) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(properties);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PathsByProperty.class.getName(), peer));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
