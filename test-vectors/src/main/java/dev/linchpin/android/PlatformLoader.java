package dev.linchpin.android;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of a platform, rewritten, and whatever stands upon it. What they have they take from their own files, be it {@code javax} or
 * {@code org.w3c}; only {@code java} is the JVM's, and the classes of TLS, of which they have none. Nothing of ours can be seen from there.
 */
final class PlatformLoader extends ClassLoader implements Closeable {
    static {
        registerAsParallelCapable();
    }

    private final List<JarFile> files = new ArrayList<>();
    /** Of archives in archives. */
    private final Map<String, byte[]> unpacked = new HashMap<>();

    /**
     * Loads nothing yet.
     *
     * @param files archives of classes, or Android's of libraries, which have one inside
     * @throws IOException if one of them cannot be read
     */
    PlatformLoader(List<Path> files) throws IOException {
        super(getPlatformClassLoader());
        for (Path file : files) {
            JarFile opened = new JarFile(file.toFile());
            this.files.add(opened);
            JarEntry classes = opened.getJarEntry("classes.jar");
            if (classes != null) {
                unpack(opened.getInputStream(classes));
            }
        }
    }

    private void unpack(InputStream archive) throws IOException {
        try (JarInputStream entries = new JarInputStream(archive)) {
            for (JarEntry entry = entries.getNextJarEntry(); entry != null; entry = entries.getNextJarEntry()) {
                unpacked.put(entry.getName(), entries.readAllBytes());
            }
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && !name.startsWith("java.")) {
                loaded = define(name);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    private @Nullable Class<?> define(String name) {
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                return null;
            }
            byte[] code = PlatformCode.rewrite(file.readAllBytes());
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the files of the platform alone. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        for (JarFile file : files) {
            Optional<JarEntry> entry = Optional.ofNullable(file.getJarEntry(name));
            if (entry.isPresent()) {
                try {
                    return file.getInputStream(entry.get());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        byte[] content = unpacked.get(name);
        return content == null ? null : new ByteArrayInputStream(content);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return null;
    }

    @Override
    public void close() throws IOException {
        for (JarFile file : files) {
            file.close();
        }
    }
}
