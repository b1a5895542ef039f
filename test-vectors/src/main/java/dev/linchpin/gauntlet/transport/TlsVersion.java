package dev.linchpin.gauntlet.transport;

/** The versions of TLS that a server may offer. */
public enum TlsVersion {
    TLS_1_2("TLSv1.2"),
    TLS_1_3("TLSv1.3");

    private final String jsseName;

    TlsVersion(String jsseName) {
        this.jsseName = jsseName;
    }

    /** The name of JSSE for it: {@code TLSv1.2}. */
    public String jsseName() {
        return jsseName;
    }
}
