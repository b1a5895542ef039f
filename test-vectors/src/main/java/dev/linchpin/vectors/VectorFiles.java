package dev.linchpin.vectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads vector files. */
public final class VectorFiles {
    /** The version of the vectors on the class path: a case more is a new minor version, another answer a new major one. */
    public static final String SUITE_VERSION = "1.3.0";

    /** The topics of version 1, in the order in which they build on each other. */
    public static final List<String> TOPICS = List.of(
            "spki-hash",
            "pin-syntax",
            "host-match",
            "policy-select",
            "pin-check",
            "policy-semantics",
            "nsc-config",
            "bundle-verify");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private VectorFiles() {}

    /** The vectors that this version of Linchpin ships, one file per topic of {@link #TOPICS}. */
    public static List<VectorFile> load() {
        return TOPICS.stream().map(topic -> parse(resource(topic))).toList();
    }

    /** The text of a shipped file. */
    public static String resource(String topic) {
        try (InputStream in = VectorFiles.class.getResourceAsStream("v1/" + topic + ".json")) {
            if (in == null) {
                throw new IllegalStateException("the vectors of " + topic + " are not on the class path");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads one file. Fields are taken on trust, since schema and lint have looked at them; unknown ones are ignored.
     *
     * @throws IllegalArgumentException if it is not the JSON of a vector file
     */
    public static VectorFile parse(String json) {
        try {
            JsonNode file = MAPPER.readTree(json);
            Map<String, Note> notes = new LinkedHashMap<>();
            file.required("notes").propertyStream().forEach(note -> notes.put(note.getKey(), note(note.getValue())));
            Map<String, String> certs = new LinkedHashMap<>();
            file.path("certs")
                    .propertyStream()
                    .forEach(cert -> certs.put(cert.getKey(), cert.getValue().asString()));
            List<Group> groups = new ArrayList<>();
            file.required("testGroups").forEach(group -> groups.add(group(group)));
            return new VectorFile(text(file, "topic"), texts(file.required("header")), notes, certs, groups);
        } catch (JacksonException | ClassCastException e) {
            throw new IllegalArgumentException("not a vector file: " + e.getMessage(), e);
        }
    }

    private static Note note(JsonNode note) {
        return new Note(
                text(note, "bugType"),
                text(note, "description"),
                note.path("effect").asString(""),
                texts(note.path("cves")),
                texts(note.path("links")));
    }

    private static Group group(JsonNode group) {
        List<Case> tests = new ArrayList<>();
        group.required("tests").forEach(test -> tests.add(testCase(test)));
        return new Group(text(group, "group"), text(group, "op"), tests);
    }

    private static Case testCase(JsonNode test) {
        return new Case(
                text(test, "tcId"),
                text(test, "comment"),
                texts(test.required("flags")),
                new LinkedHashSet<>(texts(test.path("features"))),
                Case.Result.valueOf(text(test, "result").toUpperCase(Locale.ROOT)),
                test.has("baseline") ? text(test, "baseline") : null,
                test.has("choice") ? text(test, "choice") : null,
                fields(test.required("input")),
                expect(test.required("expect")));
    }

    private static Map<String, Answer> expect(JsonNode expect) {
        if (expect.has("outcome")) {
            return Map.of(Case.ALWAYS, answer(expect));
        }
        Map<String, Answer> answers = new LinkedHashMap<>();
        expect.propertyStream()
                .forEach(
                        option -> answers.put(option.getKey().replaceFirst("^choice:", ""), answer(option.getValue())));
        return answers;
    }

    private static Answer answer(JsonNode answer) {
        Map<String, Object> fields = fields(answer);
        fields.remove("outcome");
        return new Answer(text(answer, "outcome"), fields);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(JsonNode object) {
        return (Map<String, Object>) MAPPER.treeToValue(object, LinkedHashMap.class);
    }

    private static String text(JsonNode object, String field) {
        return object.required(field).asString();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
