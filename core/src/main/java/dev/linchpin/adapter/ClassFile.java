package dev.linchpin.adapter;

import java.net.URL;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file that a class is in.
 *
 * @param path as the class loader tells it, without the class; empty if it does not
 * @param version from its name, which build tools write, or else from its manifest; null if neither says one
 */
record ClassFile(String path, @Nullable String version) {
    /** {@code …/okhttp-jvm-5.5.1.jar!/okhttp3/OkHttpClient.class}, in archives within archives as well. */
    private static final Pattern ARCHIVE = Pattern.compile("(?:jar:)?(?:nested:)?(?:file:)?(.*\\.jar)!?/.*");

    private static final Pattern VERSIONED = Pattern.compile(".*-(\\d+(?:\\.\\d+)+(?:[.-][A-Za-z0-9]+)*)\\.jar");

    static ClassFile of(Class<?> type) {
        String name = type.getName();
        URL url = type.getResource(name.substring(name.lastIndexOf('.') + 1) + ".class");
        return at(url == null ? "" : url.toString(), type.getPackage().getImplementationVersion());
    }

    static ClassFile at(String location, @Nullable String manifest) {
        Matcher archive = ARCHIVE.matcher(location);
        if (!archive.matches()) {
            return new ClassFile(location, manifest);
        }
        Matcher versioned = VERSIONED.matcher(archive.group(1));
        return new ClassFile(archive.group(1), versioned.matches() ? versioned.group(1) : manifest);
    }

    String inWords() {
        return path.isEmpty() ? "" : " in " + path;
    }
}
