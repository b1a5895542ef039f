package dev.linchpin.android;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network security configuration, and the application that brings it along. Immutable.
 *
 * @param xml the file
 * @param debugXml the file beside it whose name ends in {@code _debug}, which only debuggable applications read; null for none
 * @param debuggable whether the application is built for debugging
 * @param targetSdk the level that the application is written for, which some defaults depend on
 * @param raw certificates for {@code @raw/name}, by name
 */
public record NscFile(
        String xml, @Nullable String debugXml, boolean debuggable, int targetSdk, Map<String, byte[]> raw) {
    /** Where every default of today holds. */
    private static final int USUAL_TARGET = 34;

    public NscFile {
        Map<String, byte[]> copies = new LinkedHashMap<>();
        raw.forEach((name, content) -> copies.put(name, content.clone()));
        raw = Map.copyOf(copies);
    }

    /** That of an application written for Android 14 and not for debugging. */
    public static NscFile of(String xml) {
        return new NscFile(xml, null, false, USUAL_TARGET, Map.of());
    }

    /** The same, of an application that is built for debugging. */
    public NscFile debuggable(boolean isDebuggable) {
        return new NscFile(xml, debugXml, isDebuggable, targetSdk, raw);
    }

    /** The same, with a file for debugging beside it. */
    public NscFile withDebugFile(String file) {
        return new NscFile(xml, file, debuggable, targetSdk, raw);
    }

    /** The same, of an application that is written for this level. */
    public NscFile targeting(int sdk) {
        return new NscFile(xml, debugXml, debuggable, sdk, raw);
    }

    /**
     * The same, with one more resource.
     *
     * @param content certificates, in PEM or DER
     */
    public NscFile withRaw(String name, byte[] content) {
        Map<String, byte[]> more = new LinkedHashMap<>(raw);
        more.put(name, content);
        return new NscFile(xml, debugXml, debuggable, targetSdk, more);
    }

    /** Copies: what is done to them does nothing here. */
    @Override
    public Map<String, byte[]> raw() {
        Map<String, byte[]> copies = new LinkedHashMap<>();
        raw.forEach((name, content) -> copies.put(name, content.clone()));
        return copies;
    }
}
