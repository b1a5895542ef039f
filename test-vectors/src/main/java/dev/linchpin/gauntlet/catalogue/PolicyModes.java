package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.PolicySpec.AfterExpiry;
import dev.linchpin.gauntlet.scenario.PolicySpec.Rule;
import dev.linchpin.gauntlet.scenario.PolicySpec.Unlisted;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.pki.TestCertificate;
import java.util.List;

/** What a policy says besides pins: hosts without a rule, rules that only report, rules that have ended. */
final class PolicyModes {
    private static final String LONG_AGO = "2020-01-01";

    private PolicyModes() {}

    static List<Scenario> scenarios(TestPki pki) {
        Rule leafPinned = pki.pin(HOST, pki.leaf.pin());
        PolicySpec otherHostOnly = PolicySpec.of(pki.pin("other.linchpin.test", pki.leaf.pin()));
        TestCertificate otherKey = pki.issuing.leaf(HOST);
        TestCertificate wrongHost = pki.issuing.leaf("other.linchpin.test");
        return List.of(
                scenario("unlisted-allow", "unlisted host, ALLOW", "None: no rule names the host, which is allowed.")
                        .server("genuine", pki.leaf, pki.issuing)
                        .policy(otherHostOnly)
                        .flag("Unlisted")
                        .accept(),
                scenario("unlisted-report", "unlisted host, REPORT", "None: no rule names the host, which is reported.")
                        .server("genuine", pki.leaf, pki.issuing)
                        .policy(otherHostOnly.withUnlisted(Unlisted.REPORT))
                        .flag("Unlisted")
                        .accept(),
                scenario("unlisted-deny", "unlisted host, DENY", "The client is led to a host that nobody pinned.")
                        .server("unlisted", pki.leaf, pki.issuing)
                        .policy(otherHostOnly.withUnlisted(Unlisted.DENY))
                        .flag("Unlisted")
                        .flag("StrictMode")
                        .reference("RFC 7469, section 4.1")
                        .refuseForPin(),
                scenario("report-only-mismatch", "report-only mismatch", "None enforced: a mismatch is only reported.")
                        .server("mismatch", otherKey, pki.issuing)
                        .policy(leafPinned.asReportOnly())
                        .flag("Mode")
                        .reference("RFC 7469, section 2.1")
                        .accept(),
                scenario(
                                "report-only-wrong-host",
                                "report-only, wrong host name",
                                "A rule that only reports pins still leaves the host name to be checked.")
                        .server("impostor", wrongHost, pki.issuing)
                        .policy(leafPinned.asReportOnly())
                        .flag("PlatformFirst")
                        .flag("HostName")
                        .reference("RFC 7469, section 2.1")
                        .refuseForPkix(),
                scenario("expired-rule-open", "expired rule, open", "None enforced: the rule ended and fails open.")
                        .server("mismatch", otherKey, pki.issuing)
                        .policy(leafPinned.until(LONG_AGO, AfterExpiry.FAIL_OPEN))
                        .flag("AfterExpiry")
                        .accept(),
                scenario(
                                "expired-rule-closed",
                                "expired rule, closed",
                                "The rule ended and fails closed, even for a server with the pinned key.")
                        .server("expired", pki.leaf, pki.issuing)
                        .policy(leafPinned.until(LONG_AGO, AfterExpiry.FAIL_CLOSED))
                        .flag("AfterExpiry")
                        .reference("https://developer.android.com/privacy-and-security/security-config#pin-set")
                        .refuseForPin());
    }
}
