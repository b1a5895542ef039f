package dev.linchpin.gauntlet.transport;

/** What a client and a server speak above TLS. */
public enum Protocol {
    HTTP_1_1("http/1.1"),
    HTTP_2("h2");

    private final String alpn;

    Protocol(String alpn) {
        this.alpn = alpn;
    }

    /** The name in the ALPN registry. */
    public String alpn() {
        return alpn;
    }
}
