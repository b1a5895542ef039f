/** Pinning for Jetty's HTTP client. */
module dev.linchpin.jetty {
    requires transitive dev.linchpin;
    requires transitive org.eclipse.jetty.client;
    requires org.eclipse.jetty.alpn.client;
    requires static org.jspecify;

    exports dev.linchpin.jetty;

    provides org.eclipse.jetty.io.ssl.ALPNProcessor.Client with
            dev.linchpin.jetty.alpn.GuardedEngines;
}
