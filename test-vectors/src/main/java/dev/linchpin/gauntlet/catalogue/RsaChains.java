package dev.linchpin.gauntlet.catalogue;

import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.pki.KeyType;
import java.util.List;
import java.util.stream.Stream;

/** The scenarios to which every pinning client has an answer, once more where each key of the chain is an RSA key. */
final class RsaChains {
    /** What the id of such a scenario ends with. */
    static final String SUFFIX = "-rsa";

    /** Minted once in a JVM: such keys take their time. */
    static final TestPki PKI = new TestPki(KeyType.RSA_2048);

    private RsaChains() {}

    static List<Scenario> scenarios(TestPki rsa) {
        return Stream.of(
                        LegitimatePeers.leafPinned(rsa),
                        LegitimatePeers.backupAfterRotation(rsa),
                        LegitimatePeers.renewedWithSameKey(rsa),
                        ForgedChains.otherKeySameAuthority(rsa),
                        ForgedChains.rogueAuthority(rsa),
                        ForgedChains.pinnedLeafAppended(rsa),
                        ForgedChains.untrustedChainWithPinnedKey(rsa),
                        ForgedChains.wrongHostName(rsa),
                        ForgedChains.expiredCertificate(rsa),
                        Handshakes.keptAliveThroughKeyChange(rsa),
                        Handshakes.resumedStillPinned(rsa),
                        Handshakes.resumptionDeclined(rsa),
                        Handshakes.resumedAfterRefusal(rsa))
                .map(RsaChains::named)
                .toList();
    }

    private static Scenario named(Scenario same) {
        return new Scenario(
                same.id() + SUFFIX,
                same.title() + ", RSA",
                same.attack(),
                same.background(),
                same.servers(),
                same.judged(),
                same.policy(),
                same.trust(),
                same.steps(),
                same.conditions());
    }
}
