package dev.linchpin.remote;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@link TrustedKeys} as JSON: a threshold, and each key as the base64 of its SubjectPublicKeyInfo. */
final class KeysJson {
    private KeysJson() {}

    static TrustedKeys read(JsonReader json) {
        List<SigningKey> keys = new ArrayList<>();
        long[] threshold = new long[1];
        json.object("nextKeys", List.of("threshold", "keys"), List.of(), name -> {
            if (name.equals("threshold")) {
                threshold[0] = json.positive("threshold");
            } else {
                json.array("keys", 1, TrustedKeys.MAX_KEYS, () -> keys.add(key(json.text("a key"))));
            }
        });
        return TrustedKeys.of((int) Math.min(threshold[0], Integer.MAX_VALUE), keys);
    }

    private static SigningKey key(String text) {
        byte[] der;
        try {
            der = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a key is not base64, expected that of a SubjectPublicKeyInfo", e);
        }
        if (!Base64.getEncoder().encodeToString(der).equals(text)) {
            throw new IllegalArgumentException(
                    "a key is not canonical base64, expected padding and unused bits that are zero");
        }
        return SigningKey.of(der);
    }

    static void write(JsonGenerator json, TrustedKeys keys) {
        json.writeStartObject();
        json.writeNumberProperty("threshold", keys.threshold());
        json.writeArrayPropertyStart("keys");
        keys.keys().forEach(key -> json.writeString(Base64.getEncoder().encodeToString(key.encoded())));
        json.writeEndArray();
        json.writeEndObject();
    }
}
