package dev.linchpin.cli.key;

import com.fasterxml.jackson.annotation.JsonValue;

/** The place of a certificate on the path from a server's own up. */
public enum Role {
    LEAF("leaf"),
    INTERMEDIATE("intermediate"),
    /** An authority that has signed its own certificate, or whose key the Java platform trusts by itself. */
    ROOT("root"),
    NOT_ON_PATH("not on the path");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    @Override
    @JsonValue
    public String toString() {
        return text;
    }
}
