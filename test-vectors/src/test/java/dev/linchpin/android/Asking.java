package dev.linchpin.android;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.Parameter;

/** What every test says that asks a platform. */
abstract class Asking {
    static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");
    static final String A = "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=";
    static final String B = "YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI=";

    @Parameter
    AndroidLevel level;

    static List<AndroidLevel> levels() {
        return Oracles.levels();
    }

    static NscFile file(String content) {
        return NscFile.of("<network-security-config>" + content + "</network-security-config>");
    }

    /** A rule for example.com and what is below, with one more attribute of its pin-set, and its content. */
    static NscFile pinSet(String attribute, String content) {
        return file("<domain-config><domain includeSubdomains=\"true\">example.com</domain><pin-set " + attribute + ">"
                + content + "</pin-set></domain-config>");
    }

    static String pin(String base64) {
        return "<pin digest=\"SHA-256\">" + base64 + "</pin>";
    }

    static NscFile domain(String domain) {
        return file("<domain-config>" + domain + "<pin-set>" + pin(A) + "</pin-set></domain-config>");
    }

    NscAnswer ask(NscFile file, String... hosts) {
        return Oracles.of(level).read(new NscQuestion(file, List.of(hosts)));
    }

    HostConfig config(NscFile file, String host) {
        NscAnswer answer = ask(file, host);
        assertTrue(answer.refusal().isEmpty(), () -> "refused: " + answer.refusal());
        return assertInstanceOf(HostConfig.class, answer.hosts().get(host));
    }

    List<String> pins(NscFile file, String host) {
        return config(file, host).pins();
    }

    /** What the platform says against the file. */
    String refusal(NscFile file) {
        return ask(file, "example.com").refusal().map(Refusal::message).orElse("accepted");
    }
}
