package dev.linchpin.vectors.draft;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Case;
import dev.linchpin.vectors.Group;
import dev.linchpin.vectors.Note;
import dev.linchpin.vectors.VectorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Writes the vector files. Keys, serial numbers, dates and signatures are all fixed: the same bytes each time, on every JDK. */
public final class VectorGenerator {
    private static final String SUITE = "linchpin";
    private static final int SCHEMA_VERSION = 1;

    private VectorGenerator() {}

    /** Drafts every topic, in the order of {@link dev.linchpin.vectors.VectorFiles#TOPICS}. */
    public static List<VectorFile> draft() {
        return List.of(
                SpkiHash.draft(),
                PinSyntax.draft(),
                HostMatch.draft(),
                PolicySelect.draft(),
                PinCheck.draft(),
                PolicySemantics.draft(),
                NscConfig.draft(),
                BundleVerify.draft());
    }

    /** The text of every file of {@code v1}, by its name in the folder {@code vectors}. */
    public static Map<String, String> generate() {
        return texts(draft());
    }

    private static Map<String, String> texts(List<VectorFile> files) {
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach(file -> texts.put("v1/" + file.topic() + ".json", json(file)));
        return texts;
    }

    /**
     * Writes {@code v1} and {@code published.txt}, the list of all ids that ever were, to which new ones are added.
     *
     * @param vectors the folder {@code test-vectors/vectors}
     * @return the files that were not there before, or had another text
     * @throws IOException if a file cannot be written
     */
    public static List<String> writeTo(Path vectors) throws IOException {
        List<VectorFile> drafts = draft();
        Map<String, String> files = texts(drafts);
        files.put("published.txt", published(vectors.resolve("published.txt"), drafts));
        List<String> changed = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = vectors.resolve(file.getKey());
            byte[] text = file.getValue().getBytes(UTF_8);
            if (!Files.exists(path) || !Arrays.equals(Files.readAllBytes(path), text)) {
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                Files.write(path, text);
                changed.add(file.getKey());
            }
        }
        return List.copyOf(changed);
    }

    private static String published(Path list, List<VectorFile> drafts) throws IOException {
        Set<String> ids = new TreeSet<>(Files.exists(list) ? Files.readAllLines(list, UTF_8) : List.of());
        drafts.forEach(file -> file.cases().map(Case::tcId).forEach(ids::add));
        return String.join("\n", ids) + "\n";
    }

    /** The file of a topic's schema, and the end of its {@code $id}. */
    public static String schema(String topic) {
        return topic + ".schema.json";
    }

    /** The canonical JSON of a file. */
    public static String json(VectorFile file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("suite", SUITE);
        json.put("schemaVersion", SCHEMA_VERSION);
        json.put("topic", file.topic());
        json.put("schema", schema(file.topic()));
        json.put("numberOfTests", (int) file.cases().count());
        json.put("header", file.header());
        Map<String, Object> notes = new LinkedHashMap<>();
        file.notes().forEach((flag, note) -> notes.put(flag, json(note)));
        json.put("notes", notes);
        if (!file.certs().isEmpty()) {
            json.put("certs", file.certs());
        }
        json.put("testGroups", file.groups().stream().map(VectorGenerator::json).toList());
        return CanonicalJson.write(json);
    }

    private static Map<String, Object> json(Note note) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bugType", note.bugType());
        json.put("description", note.description());
        if (!note.effect().isEmpty()) {
            json.put("effect", note.effect());
        }
        if (!note.cves().isEmpty()) {
            json.put("cves", note.cves());
        }
        if (!note.links().isEmpty()) {
            json.put("links", note.links());
        }
        return json;
    }

    private static Map<String, Object> json(Group group) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("group", group.group());
        json.put("op", group.op());
        json.put("tests", group.tests().stream().map(VectorGenerator::json).toList());
        return json;
    }

    private static Map<String, Object> json(Case test) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tcId", test.tcId());
        json.put("comment", test.comment());
        json.put("flags", test.flags());
        if (!test.features().isEmpty()) {
            json.put("features", List.copyOf(test.features()));
        }
        json.put("result", test.result().name().toLowerCase(Locale.ROOT));
        String baseline = test.baseline();
        if (baseline != null) {
            json.put("baseline", baseline);
        }
        String choice = test.choice();
        if (choice != null) {
            json.put("choice", choice);
        }
        json.put("input", test.input());
        json.put("expect", expect(test.expect()));
        return json;
    }

    private static Map<String, Object> expect(Map<String, Answer> answers) {
        Answer always = answers.get(Case.ALWAYS);
        if (always != null) {
            return json(always);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        answers.forEach((option, answer) -> json.put("choice:" + option, json(answer)));
        return json;
    }

    private static Map<String, Object> json(Answer answer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outcome", answer.outcome());
        json.putAll(answer.fields());
        return json;
    }
}
