package dev.linchpin.android;

import dev.linchpin.android.HostConfig.Anchors;
import dev.linchpin.android.HostConfig.Source;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions and answers as texts, numbers, lists and maps, which is what programs send each other. */
final class NscWire {
    private NscWire() {}

    static Map<String, Object> write(NscQuestion question) {
        NscFile file = question.file();
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("xml", file.xml());
        putIfAny(written, "debugXml", file.debugXml());
        written.put("debuggable", file.debuggable());
        written.put("targetSdk", file.targetSdk());
        Map<String, Object> raw = new LinkedHashMap<>();
        file.raw().forEach((name, content) -> raw.put(name, Base64.getEncoder().encodeToString(content)));
        written.put("raw", raw);
        written.put("hosts", question.hosts());
        return written;
    }

    @SuppressWarnings("unchecked") // what is read was written above
    static NscQuestion question(Map<String, Object> written) {
        Map<String, byte[]> raw = new LinkedHashMap<>();
        ((Map<String, String>) the(written, "raw"))
                .forEach((name, content) -> raw.put(name, Base64.getDecoder().decode(content)));
        return new NscQuestion(
                new NscFile(
                        (String) the(written, "xml"),
                        (String) written.get("debugXml"),
                        (boolean) the(written, "debuggable"),
                        (int) the(written, "targetSdk"),
                        raw),
                (List<String>) the(written, "hosts"));
    }

    static Map<String, Object> write(NscAnswer answer) {
        if (answer.refusal().isPresent()) {
            return write(answer.refusal().get());
        }
        Map<String, Object> hosts = new LinkedHashMap<>();
        answer.hosts().forEach((host, one) -> hosts.put(host, write(one)));
        return Map.of("hosts", hosts);
    }

    static Map<String, Object> write(Refusal refusal) {
        return Map.of("by", refusal.by().name(), "message", refusal.message());
    }

    private static Map<String, Object> write(HostAnswer answer) {
        if (answer instanceof LookUpFailure failure) {
            return Map.of("failure", failure.message());
        }
        HostConfig config = (HostConfig) answer;
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("pins", config.pins());
        putIfAny(
                written,
                "expires",
                config.expires() == null ? null : config.expires().toString());
        written.put("cleartext", config.cleartext());
        written.put("hstsEnforced", config.hstsEnforced());
        putIfAny(written, "certificateTransparency", config.certificateTransparency());
        putIfAny(written, "domainEncryption", config.domainEncryption());
        written.put(
                "anchors",
                config.anchors().stream()
                        .map(one -> Map.of("from", one.from(), "overridePins", one.overridePins()))
                        .toList());
        Source source = config.source();
        if (source != null) {
            written.put("domain", source.domain());
            written.put("includeSubdomains", source.includeSubdomains());
        }
        return written;
    }

    @SuppressWarnings("unchecked") // what is read was written above
    static NscAnswer answer(Map<String, Object> written) {
        Optional<Refusal> refusal = refusal(written);
        if (refusal.isPresent()) {
            return NscAnswer.refused(refusal.get());
        }
        Map<String, HostAnswer> hosts = new LinkedHashMap<>();
        ((Map<String, Map<String, Object>>) the(written, "hosts")).forEach((host, one) -> hosts.put(host, host(one)));
        return new NscAnswer(Optional.empty(), hosts);
    }

    static Optional<Refusal> refusal(Map<String, Object> written) {
        return written.containsKey("by")
                ? Optional.of(
                        new Refusal(Refusal.By.valueOf((String) the(written, "by")), (String) the(written, "message")))
                : Optional.empty();
    }

    @SuppressWarnings("unchecked") // what is read was written above
    private static HostAnswer host(Map<String, Object> written) {
        if (written.containsKey("failure")) {
            return new LookUpFailure((String) the(written, "failure"));
        }
        String expires = (String) written.get("expires");
        String domain = (String) written.get("domain");
        return new HostConfig(
                (List<String>) the(written, "pins"),
                expires == null ? null : Instant.parse(expires),
                (boolean) the(written, "cleartext"),
                (boolean) the(written, "hstsEnforced"),
                (Boolean) written.get("certificateTransparency"),
                (Integer) written.get("domainEncryption"),
                ((List<Map<String, Object>>) the(written, "anchors"))
                        .stream()
                                .map(one -> new Anchors((String) the(one, "from"), (boolean) the(one, "overridePins")))
                                .toList(),
                domain == null ? null : new Source(domain, (boolean) the(written, "includeSubdomains")));
    }

    static Object the(Map<String, Object> written, String key) {
        Object value = written.get(key);
        if (value == null) {
            throw new IllegalArgumentException("\"" + key + "\" is missing");
        }
        return value;
    }

    private static void putIfAny(Map<String, Object> written, String key, @Nullable Object value) {
        if (value != null) {
            written.put(key, value);
        }
    }
}
