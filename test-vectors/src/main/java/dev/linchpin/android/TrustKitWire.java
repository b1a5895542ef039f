package dev.linchpin.android;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@link NscWire} is for Android, for TrustKit; the questions are the same. */
final class TrustKitWire {
    private TrustKitWire() {}

    static Map<String, Object> write(TrustKitAnswer answer) {
        if (answer.refusal().isPresent()) {
            return NscWire.write(answer.refusal().get());
        }
        Map<String, Object> policies = new LinkedHashMap<>();
        answer.policies().forEach((host, policy) -> policies.put(host, write(policy)));
        return Map.of("policies", policies, "failures", answer.failures());
    }

    private static Map<String, Object> write(TrustKitPolicy policy) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("domain", policy.domain());
        written.put("includeSubdomains", policy.includeSubdomains());
        written.put("enforced", policy.enforced());
        written.put("pins", policy.pins());
        if (policy.expires() != null) {
            written.put("expires", policy.expires().toString());
        }
        written.put("reportUris", policy.reportUris());
        return written;
    }

    @SuppressWarnings("unchecked") // what is read was written above
    static TrustKitAnswer answer(Map<String, Object> written) {
        Optional<Refusal> refusal = NscWire.refusal(written);
        if (refusal.isPresent()) {
            return TrustKitAnswer.refused(refusal.get());
        }
        Map<String, TrustKitPolicy> policies = new LinkedHashMap<>();
        ((Map<String, Map<String, Object>>) NscWire.the(written, "policies"))
                .forEach((host, one) -> policies.put(host, policy(one)));
        return new TrustKitAnswer(Optional.empty(), policies, (Map<String, String>) NscWire.the(written, "failures"));
    }

    @SuppressWarnings("unchecked") // what is read was written above
    private static TrustKitPolicy policy(Map<String, Object> written) {
        String expires = (String) written.get("expires");
        return new TrustKitPolicy(
                (String) NscWire.the(written, "domain"),
                (boolean) NscWire.the(written, "includeSubdomains"),
                (boolean) NscWire.the(written, "enforced"),
                (List<String>) NscWire.the(written, "pins"),
                expires == null ? null : Instant.parse(expires),
                (List<String>) NscWire.the(written, "reportUris"));
    }
}
