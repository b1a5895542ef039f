package dev.linchpin.vectors.lint;

import dev.linchpin.vectors.CodeUnits;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * RFC 7493: the JSON that every parser reads alike. UTF-8, no half surrogate pairs and no noncharacters even behind {@code \}{@code u}
 * (§2.1), no number that a double does not hold (§2.2), no name twice in an object (§2.3). Beyond it, one value and nothing else.
 */
final class IJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Up to here every integer is a double of its own (§2.2). */
    private static final BigDecimal LARGEST = BigDecimal.valueOf((1L << 53) - 1);

    private IJson() {}

    /** What is wrong with the bytes of a file, one sentence each. */
    static List<String> check(String name, byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return List.of(name + ": not UTF-8");
        }
        List<String> problems = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            int values = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                check(name, parser, token, problems);
                values += parser.streamReadContext().inRoot() ? 1 : 0;
            }
            if (values == 0) {
                problems.add(name + ": not JSON: empty");
            }
        } catch (JacksonException e) {
            problems.add(name + ": not JSON, or a name twice in one object: " + e.getOriginalMessage());
        }
        return problems;
    }

    private static void check(String name, JsonParser parser, JsonToken token, List<String> problems) {
        boolean isText = token == JsonToken.PROPERTY_NAME || token == JsonToken.VALUE_STRING;
        if (isText && !CodeUnits.isPlain(parser.getString())) {
            problems.add(name + where(parser) + ": half a surrogate pair or a noncharacter, expected {\""
                    + CodeUnits.FEATURE + "\": [code units]}");
        } else if (token.isNumeric() && !isExact(new BigDecimal(parser.getString()))) {
            problems.add(name + where(parser) + ": a number that a double does not hold, expected a text");
        }
    }

    private static String where(JsonParser parser) {
        return ", line " + parser.currentTokenLocation().getLineNr();
    }

    private static boolean isExact(BigDecimal number) {
        double nearest = number.doubleValue();
        return number.abs().compareTo(LARGEST) <= 0
                && BigDecimal.valueOf(nearest).compareTo(number) == 0;
    }
}
