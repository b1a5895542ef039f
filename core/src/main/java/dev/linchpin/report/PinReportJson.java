package dev.linchpin.report;

import dev.linchpin.pin.Pin;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinRule;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports as JSON: the members of RFC 7469 §3 and those that TrustKit adds, so that a collector of either takes them, and under
 * {@code linchpin} what neither knows. Immutable.
 *
 * <pre>{@code
 * PinReportJson json = PinReportJson.builder().appBundleId("com.example.shop").appVersion("4.2").build();
 * PinReporter reporter = report -> System.out.println(json.write(report));
 * }</pre>
 *
 * <p>A report says which host was judged by which rule, and what it presented. It says nothing of the request, of the address behind
 * the host or of who asked; {@link Builder#appVendorId} is the application's to set. The schema is {@code pin-report.schema.json} in
 * {@code test-vectors}, and docs/reports.md has every member.
 */
public final class PinReportJson {
    private static final int FORMAT = 1;

    /** A rule is for all ports of a host, and TrustKit, too, sends this for a port that it does not know. */
    private static final int NO_PORT = 0;

    /** What RFC 3339 §5.6 can write. */
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final Map<String, String> app;
    private final boolean certificates;

    private PinReportJson(Builder builder) {
        this.app = new LinkedHashMap<>(builder.app);
        this.certificates = builder.certificates == null || builder.certificates;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The report as one JSON object, on one line, in ASCII. Whatever peers have chosen is bounded and escaped. */
    public String write(PinReport report) {
        PinVerdict verdict = report.verdict();
        VerdictParts parts = VerdictParts.of(verdict);
        CertificateTexts served = texts(report.presented());
        CertificateTexts validated = texts(parts.path());
        JsonObject json = new JsonObject();
        app.forEach(json::put);
        json.put("date-time", timestamp(report.time()));
        json.put("hostname", verdict.host().toString());
        json.put("port", NO_PORT);
        parts.rule().ifPresent(rule -> noted(json, rule));
        json.put("enforce-pinning", isEnforced(verdict, parts.rule()));
        parts.reason().ifPresent(reason -> json.put("validation-result", validationResult(reason)));
        json.put("served-certificate-chain", served.pem());
        json.put("validated-certificate-chain", validated.pem());
        json.put("known-pins", parts.rule().map(PinReportJson::pins).orElse(List.of()));
        json.put("linchpin", own(report, parts, served.leftOut() + validated.leftOut()));
        return json.toString();
    }

    private static void noted(JsonObject json, PinRule rule) {
        String hosts = rule.hosts().toString();
        boolean isWildcard = hosts.startsWith("*");
        json.put("noted-hostname", hosts.substring(isWildcard ? hosts.indexOf('.') + 1 : 0));
        json.put("include-subdomains", isWildcard);
        Optional<String> end = rule.expires().map(PinReportJson::timestamp);
        json.put("effective-expiration-date", end);
        json.put("known-pins-expiration-date", end.map(instant -> instant.substring(0, "9999-12-31".length())));
    }

    private static JsonObject own(PinReport report, VerdictParts parts, int leftOut) {
        Optional<PinRule> rule = parts.rule();
        JsonObject own = new JsonObject()
                .put("format", FORMAT)
                .put("verdict", parts.name())
                .put("accepted", report.verdict().accepted())
                .put("rule", rule.map(known -> known.hosts().toString()))
                .put("mode", rule.map(known -> word(known.mode())))
                .put("after-expiry", rule.flatMap(PinRule::afterExpiry).map(PinReportJson::word))
                .put("unlisted-hosts", parts.unlisted().map(PinReportJson::word))
                .put("reason", parts.reason().map(PinReportJson::word))
                .put("missing-issuer", parts.missingIssuer())
                .put("generation", report.generation())
                .put("dropped", report.dropped());
        return leftOut == 0 ? own : own.put("certificates-left-out", leftOut);
    }

    private CertificateTexts texts(List<X509Certificate> chain) {
        return certificates ? CertificateTexts.of(chain) : new CertificateTexts(List.of(), 0);
    }

    /** {@code pin-sha256="…"}, as in the header of RFC 7469 §2.1.1; of whole certificates, which it has no pins of, alike. */
    private static List<String> pins(PinRule rule) {
        List<String> pins = new ArrayList<>();
        for (Pin pin : rule.pins()) {
            String text = pin.toString();
            String kind = pin instanceof SpkiPin ? "pin-sha256" : "cert-sha256";
            pins.add(kind + "=\"" + text.substring(text.indexOf('/') + 1) + '"');
        }
        return pins;
    }

    private static boolean isEnforced(PinVerdict verdict, Optional<PinRule> rule) {
        return rule.map(known -> known.mode() == EnforcementMode.ENFORCE).orElse(!verdict.accepted());
    }

    /** In seconds, since some collectors take no fractions. */
    private static String timestamp(Instant instant) {
        Instant writable = instant.isBefore(FIRST) ? FIRST : instant.isAfter(LAST) ? LAST : instant;
        return writable.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The names of values in code, as JSON has them. */
    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** TrustKit's numbers, which are those of both its platforms. It has none for a peer whose pins were not looked at. */
    private static int validationResult(MismatchReason reason) {
        return switch (reason) {
            case NO_PINNED_CERTIFICATE, PINNED_BEYOND_TRUST -> 1;
            case NO_VALID_PATH, ISSUER_NOT_SENT, NO_TRUST_ANCHORS, SEARCH_BUDGET_EXCEEDED -> 2;
            case NO_CERTIFICATE -> 3;
            case UNREADABLE_CERTIFICATE -> 5;
        };
    }

    /** Collects what reports say beside the verdict. Each option may be set once. Not safe for use by several threads. */
    public static final class Builder {
        private final Map<String, String> app = new LinkedHashMap<>();
        private @Nullable Boolean certificates;

        private Builder() {}

        /** TrustKit's {@code app-bundle-id}: which application it is. */
        public Builder appBundleId(String id) {
            return app("app-bundle-id", id);
        }

        /** TrustKit's {@code app-version}. */
        public Builder appVersion(String version) {
            return app("app-version", version);
        }

        /** TrustKit's {@code app-platform}, such as {@code ANDROID}. */
        public Builder appPlatform(String platform) {
            return app("app-platform", platform);
        }

        /** TrustKit's {@code app-platform-version}. */
        public Builder appPlatformVersion(String version) {
            return app("app-platform-version", version);
        }

        /** TrustKit's {@code app-vendor-id}, which tells one installation from another: personal data, unless it says less than that. */
        public Builder appVendorId(String id) {
            return app("app-vendor-id", id);
        }

        /** Whether reports hold the presented certificates and those of the validated path, as they do unless set; without, both are empty. */
        public Builder certificates(boolean included) {
            requireOnce("certificates", certificates == null);
            this.certificates = included;
            return this;
        }

        public PinReportJson build() {
            return new PinReportJson(this);
        }

        private Builder app(String member, String value) {
            requireOnce(member, !app.containsKey(member));
            app.put(member, Objects.requireNonNull(value, member));
            return this;
        }

        private static void requireOnce(String option, boolean first) {
            if (!first) {
                throw new IllegalStateException(option + " is set twice for reports, expected once");
            }
        }
    }
}
