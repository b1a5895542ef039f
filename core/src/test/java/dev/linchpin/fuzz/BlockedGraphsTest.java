package dev.linchpin.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.chain.PathFinder;
import dev.linchpin.chain.PathOutcome;
import dev.linchpin.fuzz.CertificateGraph.Node;
import dev.linchpin.pin.Pin;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random graphs of cross-signed certificates under random rules of the application's own, the search against an oracle that
 * shares no code with it: it tries every path, and every path by which the trust manager may have accepted what it was shown.
 *
 * <p>{@code mvn -pl core -am test -Dtest=BlockedGraphsTest -Dlinchpin.graphs=10000} plays more.
 */
class BlockedGraphsTest {
    private static final int GRAPHS = Integer.getInteger("linchpin.graphs", 1_500);

    private int pinned;
    private int overBudget;

    /** Nothing pinned is counted that the trust manager did not mean, and nothing that it must have meant is missed. */
    @Test
    void counts_a_pin_if_and_only_if_the_trust_manager_meant_a_pinned_path() throws GeneralSecurityException {
        Random random = new Random(20_261_126);
        for (int i = 0; i < GRAPHS; i++) {
            byte[] drawing = new byte[15];
            random.nextBytes(drawing);
            drawing[3] &= (byte) 0xfc; // The leaf and
            drawing[4] &= (byte) 0xf8; // one authority above it are what they seem in most chains.
            CertificateGraph graph = CertificateGraph.of(drawing);
            Set<Node> blocked = graph.nodes().stream()
                    .filter(node -> random.nextInt(4) == 0)
                    .collect(Collectors.toSet());
            if (!graph.anchors().isEmpty()) {
                judge(graph, new BlockList(graph.anchors(), blocked, random.nextBoolean()));
            }
        }
        System.out.printf(
                "%d graphs: %d with a pinned path, %d beyond the budget, 0 unsound, 0 missed%n",
                GRAPHS, pinned, overBudget);
        assertTrue(pinned > GRAPHS / 50, pinned + " pinned paths in " + GRAPHS + " graphs");
    }

    private void judge(CertificateGraph graph, BlockList rules) throws GeneralSecurityException {
        X509Certificate[] anchors =
                CertificateGraph.certificates(graph.anchors()).toArray(new X509Certificate[0]);
        PathOutcome found = PathFinder.of(() -> anchors, CertificateGraph.CLOCK)
                .find(CertificateGraph.certificates(graph.presented()), graph.pins(), rules);
        List<List<Node>> valid = EveryPath.of(graph.presented(), graph.anchors(), CertificateGraph.NOW)
                .valid();
        if (found instanceof PathOutcome.OverBudget) {
            overBudget++;
        } else if (found instanceof PathOutcome.Pinned outcome) {
            pinned++;
            List<Node> path = valid.stream()
                    .filter(nodes -> CertificateGraph.certificates(nodes)
                            .equals(outcome.path().certificates()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("unsound: " + outcome + ", no path of " + graph));
            assertTrue(isSound(path, graph, rules), () -> "unsound: " + path + " of " + graph + ", " + rules);
        } else {
            for (List<Node> path : valid) {
                boolean missed = isPinned(path, graph) && isMeant(path, graph, rules);
                assertTrue(!missed, () -> "missed: " + path + " of " + graph + ", " + rules + ": " + found);
            }
        }
    }

    /**
     * Whether each path by which the trust manager can have accepted the certificates of this one holds a pin, or is the lower
     * part of it: up to a certificate that is itself a trust anchor, and which the rest of the path vouches for as well.
     */
    private static boolean isSound(List<Node> path, CertificateGraph graph, BlockList rules)
            throws GeneralSecurityException {
        if (isPinned(path.subList(0, 1), graph) || path.size() == 1) {
            return isPinned(path, graph);
        }
        List<Node> below = path.subList(0, path.size() - 1);
        List<Node> ends = rules.opaque() ? graph.anchors() : path.subList(path.size() - 1, path.size());
        if (ends.stream().anyMatch(end -> isSame(end, path.get(0)))) {
            return false; // The JDK's trust manager looks no further than at a leaf with the name and key of an anchor.
        }
        List<List<Node>> meant = EveryPath.of(below, ends, CertificateGraph.NOW).valid().stream()
                .filter(other -> below.containsAll(other.subList(0, other.size() - 1)))
                .filter(other -> rules.blocked().stream().noneMatch(other.subList(0, other.size() - 1)::contains))
                .toList();
        return !meant.isEmpty()
                && meant.stream()
                        .allMatch(other -> isPinned(other, graph)
                                || other.equals(path.subList(0, Math.min(path.size(), other.size()))));
    }

    /** Whether the trust manager accepts it, and by no path that ends sooner without a pin. */
    private static boolean isMeant(List<Node> path, CertificateGraph graph, BlockList rules) {
        List<Node> below = path.subList(0, path.size() - 1);
        Node anchor = path.get(path.size() - 1);
        if (!below.isEmpty() && !rules.accepts(CertificateGraph.certificates(below), anchor.certificate())) {
            return false;
        }
        List<Node> ends = rules.opaque() ? graph.anchors() : List.of(anchor);
        for (Node node : path) {
            if (isPinned(List.of(node), graph)) {
                return true;
            }
            if (ends.stream().anyMatch(end -> isSame(end, node) && (node.equals(path.get(0)) || !end.equals(node)))) {
                return false;
            }
        }
        return false;
    }

    private static boolean isPinned(List<Node> path, CertificateGraph graph) {
        return path.stream().anyMatch(node -> graph.pins().contains(Pin.parse(node.pin())));
    }

    private static boolean isSame(Node one, Node other) {
        return one.key() == other.key()
                && one.certificate()
                        .getSubjectX500Principal()
                        .equals(other.certificate().getSubjectX500Principal());
    }
}
