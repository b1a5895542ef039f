package dev.linchpin.vectors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All cases of a topic. Immutable.
 *
 * @param topic the first part of its cases' ids
 * @param header what the operations of this file decide, in sentences
 * @param notes what the flags mean
 * @param certs certificates by name, base64 DER
 */
public record VectorFile(
        String topic, List<String> header, Map<String, Note> notes, Map<String, String> certs, List<Group> groups) {
    private static final String CERTIFICATE = "cert";

    public VectorFile {
        header = List.copyOf(header);
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
        certs = Collections.unmodifiableMap(new LinkedHashMap<>(certs));
        groups = List.copyOf(groups);
    }

    public Stream<Case> cases() {
        return groups.stream().flatMap(group -> group.tests().stream());
    }

    /**
     * The input of a case with the base64 DER of each certificate in the place of its name.
     *
     * @throws IllegalArgumentException if a certificate is not in {@link #certs}
     */
    public Map<String, Object> inlined(Case test) {
        return inlinedFields(test.input());
    }

    private Map<String, Object> inlinedFields(Map<?, ?> fields) {
        Map<String, Object> inlined = new LinkedHashMap<>();
        fields.forEach((name, value) -> inlined.put((String) name, inlined(value)));
        return inlined;
    }

    private Object inlined(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(this::inlined).toList();
        }
        if (!(value instanceof Map<?, ?> fields)) {
            return value;
        }
        return fields.keySet().equals(Set.of(CERTIFICATE))
                ? certificate(String.valueOf(fields.get(CERTIFICATE)))
                : inlinedFields(fields);
    }

    private String certificate(String name) {
        String der = certs.get(name);
        if (der == null) {
            throw new IllegalArgumentException("there is no certificate \"" + name + "\" in " + topic);
        }
        return der;
    }
}
