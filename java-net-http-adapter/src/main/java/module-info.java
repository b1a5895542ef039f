/** Pinning for the HTTP client of the JDK. */
module dev.linchpin.jdk {
    requires transitive dev.linchpin;
    requires transitive java.net.http;
    requires static org.jspecify;

    exports dev.linchpin.jdk;
}
