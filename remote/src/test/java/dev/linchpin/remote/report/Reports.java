package dev.linchpin.remote.report;

import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.report.PinReport;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports as the tests of this package need them, and what became of them. */
final class Reports {
    static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");
    private static final List<X509Certificate> CHAIN =
            List.of(TestCertificate.root("Report Root").leaf("a.test").certificate());

    private Reports() {}

    static PinReport refused(String host) {
        return of(new PinVerdict.Mismatch(
                Hostname.parse(host),
                rule(host, EnforcementMode.ENFORCE),
                MismatchReason.NO_PINNED_CERTIFICATE,
                Optional.empty(),
                Optional.empty()));
    }

    static PinReport watched(String host) {
        return of(new PinVerdict.ReportedMismatch(
                Hostname.parse(host),
                rule(host, EnforcementMode.REPORT_ONLY),
                MismatchReason.NO_PINNED_CERTIFICATE,
                Optional.empty(),
                Optional.empty()));
    }

    static PinReport unlisted(String host) {
        return of(new PinVerdict.Unlisted(Hostname.parse(host), UnlistedHosts.REPORT));
    }

    static PinReport of(PinVerdict verdict) {
        return new PinReport(NOW, 1, verdict, CHAIN);
    }

    static PinReport telling(PinReport report, long dropped) {
        return new PinReport(report.time(), report.generation(), report.verdict(), report.presented(), dropped);
    }

    static PinReport at(Instant time, PinReport report) {
        return new PinReport(time, report.generation(), report.verdict(), report.presented());
    }

    static PinReport with(List<X509Certificate> presented, PinReport report) {
        return new PinReport(report.time(), report.generation(), report.verdict(), presented);
    }

    static PinRule rule(String host, EnforcementMode mode) {
        return PinRule.builder(host)
                .pins(
                        "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                        "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=")
                .mode(mode)
                .build();
    }

    static String host(String json) {
        return read(json).path("hostname").asString();
    }

    static long told(String json) {
        return read(json).path("linchpin").path("dropped").asLong();
    }

    static JsonNode read(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
