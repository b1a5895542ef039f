package dev.linchpin.gauntlet.catalogue;

import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.pki.TestCertificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every scenario there is, with certificates that are minted once. Immutable. */
public final class Catalogue {
    private final TestPki pki = new TestPki();
    private final TestPki rsa = RsaChains.PKI;
    private final List<Scenario> scenarios = Stream.of(
                    LegitimatePeers.scenarios(pki),
                    SoundCertificates.scenarios(pki),
                    ForgedChains.scenarios(pki),
                    CrossCertificates.scenarios(pki),
                    Decoys.scenarios(pki),
                    StricterTrust.scenarios(pki),
                    FaultyLeaves.scenarios(pki),
                    FaultyAuthorities.scenarios(pki),
                    Floods.scenarios(pki),
                    HostNames.scenarios(pki),
                    PeerNames.scenarios(pki),
                    PolicyModes.scenarios(pki),
                    Exemptions.scenarios(pki),
                    PolicyFile.scenarios(pki),
                    Connections.scenarios(pki),
                    Routes.scenarios(pki),
                    Handshakes.scenarios(pki),
                    RsaChains.scenarios(rsa),
                    Concurrency.scenarios(pki))
            .flatMap(List::stream)
            .toList();

    /** In the order in which a table should show them. */
    public List<Scenario> scenarios() {
        return scenarios;
    }

    /** Those to which every pinning client has an answer, each with an EC chain and with an RSA chain. */
    public List<Scenario> essentials() {
        Set<String> ids = scenarios.stream()
                .map(Scenario::id)
                .filter(id -> id.endsWith(RsaChains.SUFFIX))
                .flatMap(id -> Stream.of(id, id.substring(0, id.length() - RsaChains.SUFFIX.length())))
                .collect(Collectors.toSet());
        return scenarios.stream()
                .filter(scenario -> ids.contains(scenario.id()))
                .toList();
    }

    /** The authorities that every client trusts. */
    public List<X509Certificate> trustAnchors() {
        return Stream.of(pki.root, pki.legacyRoot, pki.rogueRoot, rsa.root, rsa.rogueRoot)
                .map(TestCertificate::certificate)
                .toList();
    }
}
