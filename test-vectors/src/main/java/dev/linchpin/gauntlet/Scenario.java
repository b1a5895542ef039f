package dev.linchpin.gauntlet;

import dev.linchpin.pki.TestCertificate;
import java.util.List;
import java.util.Set;

/**
 * A situation and what must come of it, as data. Immutable.
 *
 * @param id a stable slug
 * @param title for a table, at most 40 characters
 * @param attack what is done to the client, in a sentence or two
 * @param servers who listens; each play starts them anew
 * @param judged the name of the server whose request bytes count
 * @param policy in force when the client is made
 * @param steps in order; the last is the judged request, all others must succeed
 * @param protocols where the scenario makes sense
 */
public record Scenario(
        String id,
        String title,
        String attack,
        List<Peer> servers,
        String judged,
        PolicySpec policy,
        List<Step> steps,
        Set<Protocol> protocols) {
    public Scenario {
        servers = List.copyOf(servers);
        steps = List.copyOf(steps);
        protocols = Set.copyOf(protocols);
        if (!(steps.get(steps.size() - 1) instanceof Step.Get)) {
            throw new IllegalArgumentException(id + ": the last step must be the judged request");
        }
    }

    /** What the judged request must come to. */
    public Expectation expected() {
        return judgedRequest().expected();
    }

    Step.Get judgedRequest() {
        return (Step.Get) steps.get(steps.size() - 1);
    }

    /**
     * A server of a scenario.
     *
     * @param presents the certificates it sends, leaf first, exactly as given; none for a server without TLS
     */
    public record Peer(String name, List<TestCertificate> presents) {
        public Peer {
            presents = List.copyOf(presents);
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
