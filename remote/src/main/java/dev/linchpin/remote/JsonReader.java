package dev.linchpin.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.linchpin.internal.Quoted;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON that every parser reads alike (RFC 7493), from beginning to end and only once. UTF-8 without a mark, no name twice in an
 * object, no half surrogate pair even behind {@code \}{@code u}, integers that a double holds, nothing but blanks behind the value, eight
 * levels; each member is known, and each that is demanded is there.
 *
 * <p>Whatever is wrong is an {@link IllegalArgumentException} with one sentence.
 */
final class JsonReader {
    /** Up to here every integer is a double of its own (RFC 7493 §2.2). */
    static final long MAX_INTEGER = (1L << 53) - 1;

    private static final int MAX_DEPTH = 8;
    private static final int MAX_DIGITS = 16;
    private static final int MAX_NAME_CHARS = 64;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DIGITS)
                    .maxNameLength(MAX_NAME_CHARS)
                    .maxStringLength(SignedBundle.MAX_BYTES)
                    .maxDocumentLength(SignedBundle.MAX_BYTES)
                    .build())
            .build();

    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** What the function makes of the one value in these bytes. */
    static <T> T read(byte[] bytes, Function<JsonReader, T> value) {
        String text = decode(bytes);
        if (text.startsWith("\ufeff")) {
            throw new IllegalArgumentException("the JSON begins with a byte order mark, expected none");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonReader reader = new JsonReader(parser);
            reader.next();
            T read = value.apply(reader);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something follows the JSON value, expected its end");
            }
            return read;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the JSON is malformed: " + Quoted.plain(e.getOriginalMessage()), e);
        }
    }

    private static String decode(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the JSON is not UTF-8", e);
        }
    }

    /**
     * An object with these members, in any order.
     *
     * @param what it is, for messages
     * @param optional what may be missing of the members
     * @param member reads the value of the member of this name
     */
    void object(String what, List<String> required, List<String> optional, Consumer<String> member) {
        require(JsonToken.START_OBJECT, what, "an object");
        Set<String> missing = new HashSet<>(required);
        while (next() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (!missing.remove(name) && !optional.contains(name)) {
                throw new IllegalArgumentException(
                        what + " has the member " + Quoted.of(name) + ", expected only " + all(required, optional));
            }
            next();
            member.accept(name);
        }
        for (String name : required) {
            if (missing.contains(name)) {
                throw new IllegalArgumentException(what + " has no member \"" + name + "\", expected one");
            }
        }
    }

    private static String all(List<String> required, List<String> optional) {
        Set<String> names = new LinkedHashSet<>(required);
        names.addAll(optional);
        return String.join(", ", names);
    }

    /** An array of so many values at least and at most, each of which is read by {@code element}. */
    void array(String what, int min, int max, Runnable element) {
        require(JsonToken.START_ARRAY, what, "an array");
        int count = 0;
        while (next() != JsonToken.END_ARRAY) {
            if (++count > max) {
                throw new IllegalArgumentException(what + " has more than " + max + " values, expected no more");
            }
            element.run();
        }
        if (count < min) {
            throw new IllegalArgumentException(what + " has " + count + " values, expected at least " + min);
        }
    }

    String text(String what) {
        require(JsonToken.VALUE_STRING, what, "a text");
        String text = parser.getString();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                throw new IllegalArgumentException(what + " has half a surrogate pair, expected whole characters");
            }
        }
        return text;
    }

    /** One of these texts, and nothing that merely looks like it. */
    String oneOf(String what, String... texts) {
        String text = text(what);
        if (!Arrays.asList(texts).contains(text)) {
            throw new IllegalArgumentException(
                    what + " is " + Quoted.of(text) + ", expected " + String.join(" or ", texts));
        }
        return text;
    }

    /** An integer from 1 to {@link #MAX_INTEGER}, written in no way but its digits. */
    long positive(String what) {
        require(JsonToken.VALUE_NUMBER_INT, what, "an integer");
        String digits = parser.getString();
        long value = digits.startsWith("-") ? -1 : Long.parseLong(digits);
        if (value < 1 || value > MAX_INTEGER) {
            throw new IllegalArgumentException(
                    what + " is " + Quoted.plain(digits) + ", expected an integer from 1 to " + MAX_INTEGER);
        }
        return value;
    }

    private void require(JsonToken expected, String what, String name) {
        if (parser.currentToken() != expected) {
            throw new IllegalArgumentException(what + " is of another type, expected " + name);
        }
    }

    private JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new IllegalArgumentException("the JSON ends too early");
        }
        return token;
    }
}
