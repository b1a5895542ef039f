package dev.linchpin.conformance;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Case;
import dev.linchpin.vectors.Group;
import dev.linchpin.vectors.Note;
import dev.linchpin.vectors.VectorFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Small vector files. */
public final class TestVectors {
    private TestVectors() {}

    /** A file with a case for each host, in which every host is to match. */
    public static VectorFile hosts(String... hosts) {
        List<Case> cases = Stream.of(hosts)
                .map(host -> testCase(host, Map.of("pattern", host, "host", host), "match"))
                .toList();
        return file(cases);
    }

    public static VectorFile file(List<Case> cases) {
        Note note = new Note(
                "FAIL_OPEN",
                "Hosts are not texts.",
                "A missed rule enforces nothing.",
                List.of("CVE-2022-43551"),
                List.of());
        return new VectorFile(
                "host-match",
                List.of("host.match"),
                Map.of("Host", note),
                Map.of("leaf", "MIIB" + "A".repeat(400)),
                List.of(new Group("exact", "host.match", cases)));
    }

    public static Case testCase(String name, Map<String, Object> input, String outcome) {
        return new Case(
                "host-match::exact::" + name,
                "comment on " + name,
                List.of("Host"),
                Set.of(),
                Case.Result.VALID,
                null,
                null,
                input,
                Map.of(Case.ALWAYS, Answer.of(outcome)));
    }
}
