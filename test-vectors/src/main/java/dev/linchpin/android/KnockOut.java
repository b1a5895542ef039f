package dev.linchpin.android;

import java.util.List;
import java.util.Set;

/**
 * Methods of the platform that cannot run on a JVM, or would ask a device, and what happens instead. The list is complete: everything else
 * runs as it was compiled. None of what is knocked out looks at a pin, a domain or an expiration.
 *
 * @param owner the class, or with a slash at its end all classes below, in the words of class files
 * @param methods their names; empty for all native ones
 */
record KnockOut(String owner, Set<String> methods, Instead instead, String reason) {
    /** What a method does that is knocked out. */
    enum Instead {
        /** Answers null, zero or false. */
        ZERO,
        /** Answers an array without elements if it answers with an array, otherwise null, zero or false. */
        EMPTY_ARRAY,
        TRUE,
        /** Asks {@link Hooks}. */
        ASK
    }

    static final List<KnockOut> ALL = List.of(
            of(
                    "android/content/res/Resources",
                    Set.of(
                            "getXml",
                            "openRawResource",
                            "getIdentifier",
                            "getResourceEntryName",
                            "getResourcePackageName",
                            "getResourceName"),
                    Instead.ASK,
                    "the resources of an application are the file that is read, and what it refers to"),
            of(
                    "android/content/ContextWrapper",
                    Set.of("getResources", "getApplicationInfo", "getPackageName"),
                    Instead.ASK,
                    "the application is the one that the file belongs to"),
            of(
                    "com/android/org/conscrypt/NativeCryptoJni",
                    Set.of("init"),
                    Instead.ZERO,
                    "loads BoringSSL, a native library; the JDK verifies signatures and reads certificates"),
            of(
                    "com/android/org/conscrypt/CertPinManager",
                    Set.of("isChainValid"),
                    Instead.TRUE,
                    "up to Android 7, pins that the maker of a device may have put into a file of it"),
            of(
                    "com/android/org/conscrypt/ct/CTLogStoreImpl",
                    Set.of("getDefaultFallbackLogs", "createDefaultFallbackLogs"),
                    Instead.ZERO,
                    "makes the keys of known logs with BoringSSL: nothing asks for certificate transparency"),
            of(
                    "com/android/org/conscrypt/Platform",
                    Set.of("newDefaultCertificateTransparency", "newDefaultLogStore"),
                    Instead.ZERO,
                    "reads the list of logs of a device: nothing asks for certificate transparency"),
            of(
                    "com/android/org/conscrypt/Platform",
                    Set.of("newDefaultBlocklist", "newDefaultBlacklist"),
                    Instead.ZERO,
                    "reads the list of blocked keys of a device: no key is blocked"),
            of(
                    "com/android/org/conscrypt/",
                    Set.of(),
                    Instead.EMPTY_ARRAY,
                    "native: the names of cipher suites and the like, which are asked for when classes are initialized"),
            of("", Set.of(), Instead.ZERO, "native: the log, clocks, users, properties of the system"));

    private static KnockOut of(String owner, Set<String> methods, Instead instead, String reason) {
        return new KnockOut(owner, methods, instead, reason);
    }

    boolean concerns(String type, String method, boolean isNative) {
        boolean ownsMany = owner.isEmpty() || owner.endsWith("/");
        boolean owned = ownsMany ? type.startsWith(owner) : type.equals(owner);
        return owned && (methods.isEmpty() ? isNative : methods.contains(method));
    }
}
