package dev.linchpin.cli.driver;

import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.security.Provider;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/**
 * Who does the TLS of a client. None but the JDK's own is registered in this JVM: with Conscrypt first in the list, JDK 17's own
 * TLS breaks.
 * Immutable.
 */
@SuppressWarnings("ImmutableEnumChecker") // what it holds is only handed out to be read
public enum TlsProvider {
    /** What the platform uses unless told otherwise. */
    SUN("SunJSSE", () -> null),
    CONSCRYPT("Conscrypt", Conscrypt::newProvider),
    BOUNCY_CASTLE("BCJSSE", TlsProvider::bouncyCastle),
    /**
     * The platform's own TLS, while Bouncy Castle stands first in the list of providers and is asked for everything that nobody asks of a
     * provider by name. In a JVM of its own.
     */
    BEHIND_BOUNCY_CASTLE("BC-first", () -> null),
    /**
     * The platform's own TLS, where the administrator has forbidden an algorithm in TLS, and the authorities are those that the platform
     * brought along. In a JVM of its own.
     */
    HARDENED("hardened", () -> null);

    /** Logs every alert that it sends, with a stack trace. Held on to, since the log manager does not. */
    private static final Logger ALERTS = Logger.getLogger("org.bouncycastle.jsse");

    private final String label;
    private final @Nullable Provider provider;
    private final @Nullable Throwable missing;

    TlsProvider(String label, Supplier<@Nullable Provider> maker) {
        this.label = label;
        Provider made = null;
        Throwable failure = null;
        try {
            made = maker.get();
        } catch (RuntimeException | LinkageError e) {
            failure = e;
        }
        this.provider = made;
        this.missing = failure;
    }

    private static Provider bouncyCastle() {
        return new BouncyCastleJsseProvider(new BouncyCastleProvider());
    }

    static {
        ALERTS.setLevel(Level.OFF);
    }

    /** For tables: the name under which the JDK would list it, or what is special about the JVM. */
    public String label() {
        return label;
    }

    /** The version of what is special about it, as its makers count. */
    public String version() {
        return switch (this) {
            case SUN, HARDENED -> Runtime.version().toString();
            case CONSCRYPT -> {
                Conscrypt.Version version = Conscrypt.version();
                yield version.major() + "." + version.minor() + "." + version.patch();
            }
            case BOUNCY_CASTLE, BEHIND_BOUNCY_CASTLE -> new BouncyCastleProvider().getVersionStr();
        };
    }

    /** Whether it depends on what is global in a JVM, so that its clients have to play in one that was started for them. */
    public boolean needsOwnJvm() {
        return this == BEHIND_BOUNCY_CASTLE || this == HARDENED;
    }

    /** Those whose clients play side by side in any JVM. */
    public static List<TlsProvider> sideBySide() {
        return Stream.of(values()).filter(provider -> !provider.needsOwnJvm()).toList();
    }

    /** Why it is not to be had on this machine, for people to read; empty if it is. */
    public Optional<String> missing() {
        return Optional.ofNullable(missing)
                .map(failure -> label + " does not load here: "
                        + failure.toString().lines().findFirst().orElse(""));
    }

    /** What its TLS cannot do, whatever the client; measured with Conscrypt 2.9.0. */
    Set<Feature> lacks() {
        Set<Feature> ofPlatform = Set.of(Feature.PLATFORM_AUTHORITIES, Feature.TLS_LIMITS);
        return switch (this) {
            case HARDENED -> Set.of();
            case CONSCRYPT -> with(ofPlatform, Feature.UNUSUAL_KEYS);
            case BEHIND_BOUNCY_CASTLE -> with(ofPlatform, Feature.OWN_PATH_BUILDER, Feature.KEY_SIZES);
            default -> ofPlatform;
        };
    }

    private static Set<Feature> with(Set<Feature> some, Feature... others) {
        Set<Feature> all = EnumSet.copyOf(some);
        all.addAll(List.of(others));
        return all;
    }

    /** What of that the scenario needs, for people to read; empty if nothing. */
    Optional<String> lacks(Scenario scenario) {
        return lacks().stream()
                .filter(scenario.needs()::contains)
                .map(feature -> label + " lacks " + feature.description())
                .findFirst();
    }

    /** What to give to {@code Linchpin.builder().provider(...)}; empty for the platform's own. */
    Optional<Provider> given() {
        return Optional.ofNullable(provider);
    }
}
