package dev.linchpin.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.linchpin.chain.Accepting;
import dev.linchpin.chain.PathOutcome;
import dev.linchpin.fuzz.CertificateGraph.Node;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinSet;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

class PathFuzzTest {
    private static final int MAX_SIGNATURES = 100;

    /** Among all certificate graphs, the search finds a pinned path exactly where trying everything finds one. */
    @FuzzTest
    void finds_a_pinned_path_if_and_only_if_there_is_one(byte[] drawing) throws GeneralSecurityException {
        CertificateGraph graph = CertificateGraph.of(drawing);
        if (graph.anchors().isEmpty()) {
            return;
        }
        List<X509Certificate> anchors = CertificateGraph.certificates(graph.anchors());
        Accepting.Finder finder = Accepting.Finder.to(anchors, CertificateGraph.CLOCK);
        PathOutcome found = finder.find(CertificateGraph.certificates(graph.presented()), graph.pins());
        EveryPath every = EveryPath.of(graph.presented(), graph.anchors(), CertificateGraph.NOW);
        Set<List<X509Certificate>> valid =
                every.valid().stream().map(CertificateGraph::certificates).collect(Collectors.toSet());
        boolean pinned = every.valid().stream().anyMatch(path -> holds(path, graph.pins()));

        if (found instanceof PathOutcome.OverBudget) {
            assertTrue(
                    signatures(List.of(graph.presented().get(0)), graph) > MAX_SIGNATURES,
                    () -> "gave up too early on " + graph);
        } else if (found instanceof PathOutcome.Pinned outcome) {
            assertTrue(valid.contains(outcome.path().certificates()), () -> outcome + " of " + graph);
            assertTrue(
                    outcome.path().certificates().stream().anyMatch(outcome.pin()::matches)
                            && graph.pins().contains(outcome.pin()),
                    () -> outcome + " of " + graph);
        } else {
            assertEquals(false, pinned, () -> found + " of " + graph + ", but there are " + every.valid());
            assertEquals(found instanceof PathOutcome.NoPath, valid.isEmpty(), () -> found + " of " + graph);
        }
    }

    /** How many signatures there are on all paths that can be laid out from here by names alone. */
    private static int signatures(List<Node> below, CertificateGraph graph) {
        X500Principal issuer = below.get(below.size() - 1).certificate().getIssuerX500Principal();
        int signatures = 0;
        for (Node next : graph.anchors()) {
            signatures += isNamed(next, issuer) && !below.contains(next) ? below.size() : 0;
        }
        for (Node next : graph.presented()) {
            if (isNamed(next, issuer) && !below.contains(next)) {
                signatures += signatures(
                        Stream.concat(below.stream(), Stream.of(next)).toList(), graph);
            }
        }
        return signatures;
    }

    private static boolean isNamed(Node node, X500Principal name) {
        return node.certificate().getSubjectX500Principal().equals(name);
    }

    private static boolean holds(List<Node> path, PinSet pins) {
        return path.stream().anyMatch(node -> pins.contains(Pin.parse(node.pin())));
    }
}
