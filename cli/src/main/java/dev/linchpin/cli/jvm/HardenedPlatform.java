package dev.linchpin.cli.jvm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an administrator, or the maker of an application image, changes in a JDK: the authorities that it brings along, and what TLS forbids.
 * Nothing of the JDK itself is touched; all but the authorities are links to it.
 */
final class HardenedPlatform {
    /** {@code Feature.TLS_LIMITS}: forbidden in TLS, and in nothing else. */
    private static final String FORBIDDEN_IN_TLS = "SHA512withECDSA";

    /** By this mark in its name the JDK knows an authority of its own: {@code jdkCA} in {@code jdk.certpath.disabledAlgorithms}. */
    private static final String BROUGHT_ALONG = " [jdk";

    private static final Path AUTHORITIES = Path.of("lib", "security", "cacerts");

    private HardenedPlatform() {}

    /** The options of a JVM on such a platform, which begins without authorities. */
    static List<String> options(Path folder) throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        link(Path.of(System.getProperty("java.home")), home, AUTHORITIES);
        Path properties = Files.writeString(
                folder.resolve("security.properties"),
                "jdk.tls.disabledAlgorithms=" + Security.getProperty("jdk.tls.disabledAlgorithms") + ", "
                        + FORBIDDEN_IN_TLS + "\n");
        return List.of("-Djava.home=" + home, "-Djava.security.properties=" + properties);
    }

    /** Links everything but one file. */
    private static void link(Path from, Path to, Path except) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Path name = file.getFileName();
                if (!except.startsWith(name)) {
                    Files.createSymbolicLink(to.resolve(name), file);
                } else if (except.getNameCount() > 1) {
                    link(file, Files.createDirectory(to.resolve(name)), except.subpath(1, except.getNameCount()));
                }
            }
        }
    }

    /** In the JVM with those options, before its first handshake: the JDK reads its authorities once. */
    static void bringAlong(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance("JKS"); // the one type whose certificates need no password
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i + BROUGHT_ALONG + "]", authorities.get(i));
            }
            try (OutputStream file = Files.newOutputStream(
                    Path.of(System.getProperty("java.home")).resolve(AUTHORITIES))) {
                store.store(file, "changeit".toCharArray());
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot write the authorities of the platform", e);
        }
    }
}
