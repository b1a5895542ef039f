package dev.linchpin.conformance.report;

import dev.linchpin.conformance.Question;
import dev.linchpin.vectors.VectorFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A certificate of a vector file. */
public record Certificate(String topic, String name, String der) {
    private static final int SHOWN = 12;

    /** The certificate that a value of an input names, if it names one. */
    static Optional<Certificate> named(VectorFile file, Object value) {
        if (!(value instanceof Map<?, ?> object) || !object.keySet().equals(Set.of("cert"))) {
            return Optional.empty();
        }
        String name = String.valueOf(object.get("cert"));
        return Optional.of(new Certificate(
                file.topic(), name, Objects.requireNonNull(file.certs().get(name), name)));
    }

    /** All certificates in the input of a question. */
    static List<Certificate> in(Question question) {
        List<Certificate> found = new ArrayList<>();
        Field.of(question)
                .forEach(field ->
                        field.values().forEach(value -> value.certificate().ifPresent(found::add)));
        return found;
    }

    public String anchor() {
        return "certificate-" + topic + "-" + name;
    }

    public String shortened() {
        return der.length() <= 2 * SHOWN ? der : der.substring(0, SHOWN) + "…" + der.substring(der.length() - SHOWN);
    }

    public int bytes() {
        int padding = der.endsWith("==") ? 2 : der.endsWith("=") ? 1 : 0;
        return der.length() / 4 * 3 - padding;
    }
}
