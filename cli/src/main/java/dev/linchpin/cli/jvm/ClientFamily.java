package dev.linchpin.cli.jvm;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A client that has an adapter, in all its versions. */
@SuppressWarnings("ImmutableEnumChecker") // what it holds is never changed
enum ClientFamily {
    OKHTTP(Set.of("okhttp"), List.of()) {
        /** Up to 4, {@code okhttp} was the client; from 5 on it leads Gradle to the one for the platform. */
        @Override
        Stream<String> artifacts(String version) {
            return Stream.of("com.squareup.okhttp3:" + (version.startsWith("4.") ? "okhttp" : "okhttp-jvm"));
        }

        @Override
        boolean owns(String artifact) {
            return artifact.equals("okhttp") || artifact.equals("okhttp-jvm");
        }
    },
    HTTPCLIENT5(
            Set.of("httpclient5-classic", "httpclient5-async", "httpclient5-h2"),
            List.of("org.apache.httpcomponents.client5:httpclient5")) {
        @Override
        boolean owns(String artifact) {
            return artifact.startsWith("httpclient5") || artifact.startsWith("httpcore5");
        }
    },
    /** The servers of the gauntlet are Jetty's too, and share classes with the client. */
    JETTY(
            Set.of("jetty", "jetty-dynamic"),
            List.of(
                    "org.eclipse.jetty:jetty-client",
                    "org.eclipse.jetty:jetty-alpn-java-client",
                    "org.eclipse.jetty:jetty-alpn-java-server",
                    "org.eclipse.jetty:jetty-server",
                    "org.eclipse.jetty.http2:jetty-http2-client-transport",
                    "org.eclipse.jetty.http2:jetty-http2-server")) {
        @Override
        boolean owns(String artifact) {
            return artifact.startsWith("jetty-");
        }
    };

    private final Set<String> drivers;
    private final List<String> artifacts;

    ClientFamily(Set<String> drivers, List<String> artifacts) {
        this.drivers = drivers;
        this.artifacts = artifacts;
    }

    static ClientFamily named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Whether the driver of this name drives it. */
    boolean isDrivenBy(String driver) {
        return drivers.contains(driver);
    }

    /** What to ask Maven for, as {@code group:artifact}. */
    Stream<String> artifacts(String version) {
        return artifacts.stream();
    }

    /** Whether the artifact is a part of some version of the client. */
    abstract boolean owns(String artifact);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
