package dev.linchpin.cli.driver;

import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.security.Provider;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/**
 * Who does the TLS of a client. None but the JDK's own is ever registered: with Conscrypt first in the list, JDK 17's own TLS breaks.
 * Immutable.
 */
@SuppressWarnings("ImmutableEnumChecker") // what it holds is only handed out to be read
public enum TlsProvider {
    /** What the platform uses unless told otherwise. */
    SUN("SunJSSE", () -> null),
    CONSCRYPT("Conscrypt", Conscrypt::newProvider),
    BOUNCY_CASTLE("BCJSSE", TlsProvider::bouncyCastle);

    /** Logs every alert that it sends, with a stack trace. Held on to, since the log manager does not. */
    private static final Logger ALERTS = Logger.getLogger("org.bouncycastle.jsse");

    private final String jsseName;
    private final @Nullable Provider provider;
    private final @Nullable Throwable missing;

    TlsProvider(String jsseName, Supplier<@Nullable Provider> maker) {
        this.jsseName = jsseName;
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

    /** The name under which the JDK would list it. */
    public String jsseName() {
        return jsseName;
    }

    /** Why it is not to be had on this machine, for people to read; empty if it is. */
    public Optional<String> missing() {
        return Optional.ofNullable(missing)
                .map(failure -> jsseName + " does not load here: "
                        + failure.toString().lines().findFirst().orElse(""));
    }

    /** What its TLS cannot do, whatever the client; measured with Conscrypt 2.9.0. */
    Set<Feature> lacks() {
        return this == CONSCRYPT ? Set.of(Feature.UNUSUAL_KEYS) : Set.of();
    }

    /** What of that the scenario needs, for people to read; empty if nothing. */
    Optional<String> lacks(Scenario scenario) {
        return lacks().stream()
                .filter(scenario.needs()::contains)
                .map(feature -> jsseName + " lacks " + feature.description())
                .findFirst();
    }

    /** What to give to {@code Linchpin.builder().provider(...)}; empty for the platform's own. */
    Optional<Provider> given() {
        return Optional.ofNullable(provider);
    }
}
