package dev.linchpin.conformance.report;

import dev.linchpin.conformance.Question;
import dev.linchpin.format.AsciiJson;
import dev.linchpin.vectors.VectorFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A field of an input with its values; fields within fields and elements of lists are laid out flat. */
public record Field(String name, List<Value> values) {
    private static final int SHORT = 100;

    /**
     * One value.
     *
     * @param text as JSON, in ASCII: what looks like another character can be told apart
     */
    public record Value(String text, Optional<Certificate> certificate) {
        /** Whether the text is too long to be read. */
        public boolean isLong() {
            return text.length() > SHORT;
        }

        public String shortened() {
            return text.substring(0, SHORT / 2) + "… (" + text.length() + " characters)";
        }
    }

    static List<Field> of(Question question) {
        List<Field> fields = new ArrayList<>();
        collect("", question.test().input(), question.file(), fields);
        return fields;
    }

    private static void collect(String prefix, Map<?, ?> object, VectorFile file, List<Field> fields) {
        object.forEach((key, value) -> {
            String name = prefix + key;
            if (value instanceof Map<?, ?> inner
                    && Certificate.named(file, inner).isEmpty()) {
                collect(name + ".", inner, file, fields);
            } else {
                List<?> elements = value instanceof List<?> list ? list : List.of(value);
                fields.add(new Field(
                        name, elements.stream().map(each -> value(file, each)).toList()));
            }
        });
    }

    private static Value value(VectorFile file, Object value) {
        Optional<Certificate> certificate = Certificate.named(file, value);
        return new Value(certificate.map(Certificate::name).orElseGet(() -> AsciiJson.of(value)), certificate);
    }
}
