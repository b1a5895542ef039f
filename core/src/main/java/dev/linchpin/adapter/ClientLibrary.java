package dev.linchpin.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client that an adapter finds beside it. Which one there is, and how many, is decided by the build of the application, often
 * by somebody else's version management; an adapter asks before it installs anything, so that the answer is not a
 * {@link NoSuchMethodError} at the first request.
 *
 * <p>Where classes are in no file of their own (shaded archives, Android), nothing can be seen and nothing is refused.
 *
 * @param name of the client, for people
 * @param marker a class that each copy of the client has
 * @param oldest the oldest version that the adapter works with, such as {@code 5.4}
 * @param beyond the first version that it was not made for, such as {@code 6}
 * @param cure what to write into the build, for people
 */
public record ClientLibrary(String name, Class<?> marker, String oldest, String beyond, String cure) {

    /**
     * Demands one copy, of a version in range.
     *
     * @param stated the version as the client itself tells it, for files that do not; null if it does not either
     * @throws IllegalStateException if there are two copies of the client, or its version is out of range
     */
    public void requireSupported(@Nullable String stated) {
        requireOneCopy();
        ClassFile file = ClassFile.of(marker);
        ClientVersion version = ClientVersion.find(file.version(), stated);
        if (version != null && (version.isBefore(oldest) || !version.isBefore(beyond))) {
            throw new IllegalStateException("This is " + name + " " + version + file.inWords() + ", expected " + oldest
                    + " or newer, before " + beyond + ": " + cure);
        }
    }

    /**
     * Demands one version. A client of several files works if they are of one version.
     *
     * @param parts a class of each of the other files
     * @throws IllegalStateException if one of them is of another version than the marker's
     */
    public void requireSameVersion(List<Class<?>> parts) {
        ClassFile first = ClassFile.of(marker);
        for (Class<?> part : parts) {
            ClassFile other = ClassFile.of(part);
            if (first.version() != null
                    && other.version() != null
                    && !first.version().equals(other.version())) {
                throw new IllegalStateException("There are two versions of " + name + " on the class path, "
                        + first.version() + first.inWords() + " and " + other.version() + other.inWords()
                        + ", expected one: " + cure);
            }
        }
    }

    private void requireOneCopy() {
        Set<String> copies = copies();
        if (copies.size() > 1) {
            String files = copies.stream()
                    .map(url -> ClassFile.at(url, null))
                    .map(file -> file.version() == null ? file.path() : file.version() + file.inWords())
                    .collect(Collectors.joining(" and "));
            throw new IllegalStateException("There are " + copies.size() + " copies of " + name + " on the class path, "
                    + files + ", expected one: " + cure);
        }
    }

    /** Those of the class loader that has loaded the client; its parents' are hidden by it, or were used instead of it. */
    private Set<String> copies() {
        String resource = marker.getName().replace('.', '/') + ".class";
        ClassLoader loader = marker.getClassLoader();
        if (loader == null) {
            return Set.of();
        }
        try {
            Set<String> copies = locations(loader, resource);
            if (loader.getParent() != null) {
                copies.removeAll(locations(loader.getParent(), resource));
            }
            return copies;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for copies of " + name, e);
        }
    }

    /** As texts: URLs ask the network whether they are equal. */
    private static Set<String> locations(ClassLoader loader, String resource) throws IOException {
        Set<String> locations = new LinkedHashSet<>();
        for (URL location : Collections.list(loader.getResources(resource))) {
            locations.add(location.toString());
        }
        return locations;
    }
}
