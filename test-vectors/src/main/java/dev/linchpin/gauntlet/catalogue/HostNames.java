package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.pki.TestCertificate;
import java.util.List;

/**
 * Other ways to write a host. A client that looks up its pins under a name it has not made canonical finds none and enforces nothing, in
 * silence; hence every spelling is tried with the pinned key and with another one.
 */
final class HostNames {
    private static final String U_LABEL = "bücher.linchpin.test";
    private static final String A_LABEL = "xn--bcher-kva.linchpin.test";
    private static final String ADDRESS = "127.0.0.1";

    private HostNames() {}

    static List<Scenario> scenarios(TestPki pki) {
        TestCertificate impostor = pki.issuing.leaf(HOST);
        TestCertificate books = pki.issuing.leaf(A_LABEL);
        TestCertificate falseBooks = pki.issuing.leaf(A_LABEL);
        TestCertificate address = pki.issuing.leaf(ADDRESS);
        TestCertificate falseAddress = pki.issuing.leaf(ADDRESS);
        return List.of(
                scenario("upper-case-host", "upper-case host", "None: the URL writes the host in capitals.")
                        .server("genuine", pki.leaf, pki.issuing)
                        .policy(pki.pinned(pki.leaf))
                        .flag("CaseFolding")
                        .reference("RFC 4343")
                        .accept("https://API.Linchpin.TEST:{genuine}/"),
                scenario(
                                "upper-case-host-other-key",
                                "upper-case host, other key",
                                "The URL writes the host in capitals, to slip past rules in lower case.")
                        .server("impostor", impostor, pki.issuing)
                        .policy(pki.pinned(pki.leaf))
                        .flag("CaseFolding")
                        .flag("HostSpelling")
                        .reference("RFC 4343")
                        .refuseForPin("https://API.Linchpin.TEST:{impostor}/"),
                scenario("trailing-dot-host", "trailing-dot host", "None: the URL ends the host with a dot.")
                        .server("genuine", pki.leaf, pki.issuing)
                        .policy(pki.pinned(pki.leaf))
                        .flag("TrailingDot")
                        .reference("RFC 1034, section 3.1")
                        .accept("https://api.linchpin.test.:{genuine}/"),
                scenario(
                                "trailing-dot-host-other-key",
                                "trailing-dot host, other key",
                                "The URL ends the host with a dot, which names the same host and slips past rules without one.")
                        .server("impostor", impostor, pki.issuing)
                        .policy(pki.pinned(pki.leaf))
                        .flag("TrailingDot")
                        .flag("HostSpelling")
                        .reference("RFC 1034, section 3.1")
                        .refuseForPin("https://api.linchpin.test.:{impostor}/"),
                scenario("idn-host", "IDN host", "None: the policy says bücher, the URL says xn--bcher-kva.")
                        .server("genuine", books, pki.issuing)
                        .policy(pki.pin(U_LABEL, books.pin()))
                        .flag("ULabels")
                        .reference("RFC 5890, section 2.3.2.1")
                        .accept("https://" + A_LABEL + ":{genuine}/"),
                scenario(
                                "idn-host-other-key",
                                "IDN host, other key",
                                "The policy says bücher, the URL says xn--bcher-kva, and the server has another key.")
                        .server("impostor", falseBooks, pki.issuing)
                        .policy(pki.pin(U_LABEL, books.pin()))
                        .flag("ULabels")
                        .flag("HostSpelling")
                        .reference("RFC 5890, section 2.3.2.1")
                        .refuseForPin("https://" + A_LABEL + ":{impostor}/"),
                scenario(
                                "ip-literal-host",
                                "IP-literal host",
                                "None: the URL names an address, and so does the policy.")
                        .server("genuine", address, pki.issuing)
                        .policy(pki.pin(ADDRESS, address.pin()))
                        .flag("Address")
                        .reference("RFC 6066, section 3")
                        .accept("https://" + ADDRESS + ":{genuine}/"),
                scenario(
                                "ip-literal-host-other-key",
                                "IP-literal host, other key",
                                "The URL names an address, for which clients send no server name.")
                        .server("impostor", falseAddress, pki.issuing)
                        .policy(pki.pin(ADDRESS, address.pin()))
                        .flag("Address")
                        .reference("RFC 6066, section 3")
                        .refuseForPin("https://" + ADDRESS + ":{impostor}/"));
    }
}
