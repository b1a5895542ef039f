package dev.linchpin.vectors.lint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.linchpin.vectors.Case;
import dev.linchpin.vectors.VectorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ids that were ever published, and those of them that are gone: a case may be retired, but its id neither vanishes nor returns.
 */
final class Tombstones {
    private final Set<String> published;
    private final Set<String> retired;

    private Tombstones(Set<String> published, Set<String> retired) {
        this.published = published;
        this.retired = retired;
    }

    static Tombstones read(Path vectors) throws IOException {
        Set<String> retired = new HashSet<>();
        JsonNode graves = new JsonMapper().readTree(Files.readString(vectors.resolve("retired.json"), UTF_8));
        graves.required("retired")
                .forEach(grave -> retired.add(grave.required("tcId").asString()));
        return new Tombstones(new HashSet<>(Files.readAllLines(vectors.resolve("published.txt"), UTF_8)), retired);
    }

    List<String> check(Collection<VectorFile> files) {
        Set<String> present = new HashSet<>();
        files.forEach(file -> file.cases().map(Case::tcId).forEach(present::add));
        List<String> problems = new ArrayList<>();
        for (String tcId : published) {
            if (!present.contains(tcId) && !retired.contains(tcId)) {
                problems.add(tcId + ": published once, and gone without an entry in retired.json");
            }
        }
        for (String tcId : present) {
            if (retired.contains(tcId)) {
                problems.add(tcId + ": retired ids never come back");
            }
            if (!published.contains(tcId)) {
                problems.add(tcId + ": missing in published.txt");
            }
        }
        problems.sort(null);
        return problems;
    }
}
