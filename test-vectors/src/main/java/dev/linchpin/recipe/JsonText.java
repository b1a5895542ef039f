package dev.linchpin.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes JSON apart that people have written: what is missing or of another type is an error that says where. */
final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    /** Reads from a file. */
    interface Reading<T> {
        T read() throws IOException;
    }

    /** Names the file in whatever is wrong with it. */
    static <T> T in(Path file, Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + ": " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    static String text(JsonNode object, String field) {
        return object.required(field).stringValue();
    }

    static List<String> texts(JsonNode array) {
        return elements(array).map(JsonNode::stringValue).toList();
    }

    /** The elements of an array, or none where there is no array at all. */
    static Stream<JsonNode> elements(JsonNode array) {
        if (array.isMissingNode()) {
            return Stream.of();
        }
        if (!array.isArray()) {
            throw new IllegalArgumentException(array + " is not a list");
        }
        return array.valueStream();
    }
}
