package dev.linchpin.android;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of an application after its build: every resource has a number.
 *
 * @param ids by name: {@code raw/name}
 */
record AppFiles(CompiledXml main, @Nullable CompiledXml debug, Map<String, Integer> ids, Map<Integer, byte[]> raw) {
    static final String PACKAGE = "app";
    static final int MAIN = 0x7f020000;

    private static final int DEBUG = 0x7f020001;
    private static final int FIRST_RAW = 0x7f010000;
    private static final String NAME = "network_security_config";

    /** @throws NotCompiledException if they cannot be built */
    static AppFiles compile(NscFile file) throws NotCompiledException {
        Map<String, Integer> ids = new LinkedHashMap<>();
        Map<Integer, byte[]> raw = new LinkedHashMap<>();
        file.raw().forEach((name, content) -> {
            raw.put(FIRST_RAW + ids.size(), content);
            ids.put("raw/" + name, FIRST_RAW + ids.size());
        });
        CompiledXml main = CompiledXml.compile(file.xml(), ids);
        CompiledXml debug = file.debugXml() == null ? null : CompiledXml.compile(file.debugXml(), ids);
        return new AppFiles(main, debug, ids, raw);
    }

    @Nullable
    CompiledXml xml(int id) {
        return switch (id) {
            case MAIN -> main;
            case DEBUG -> debug;
            default -> null;
        };
    }

    byte @Nullable [] raw(int id) {
        return raw.get(id);
    }

    /** Zero for what there is not. */
    int identifier(String name) {
        if (name.equals(NAME + "_debug")) {
            return debug == null ? 0 : DEBUG;
        }
        return ids.getOrDefault("raw/" + name, 0);
    }

    /** As {@code type/name}. */
    String name(int id) {
        return ids.entrySet().stream()
                .filter(known -> known.getValue() == id)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("xml/" + NAME);
    }
}
