package dev.linchpin.format;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON for people to read, in ASCII: no character can pass for another one. */
public final class AsciiJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private AsciiJson() {}

    public static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
