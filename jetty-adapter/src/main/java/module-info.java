/** Pinning for Jetty's HTTP client. */
module dev.linchpin.jetty {
    requires transitive dev.linchpin;
    requires transitive org.eclipse.jetty.client;
    requires static org.jspecify;

    exports dev.linchpin.jetty;
}
