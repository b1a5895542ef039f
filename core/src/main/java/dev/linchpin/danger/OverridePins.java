package dev.linchpin.danger;

/**
 * Permission for {@code overridePins} in a network security configuration: what the named authorities issue is accepted although it
 * holds no pin. That is meant for debug builds, where it belongs into {@code debug-overrides}; elsewhere it opens a pinned host to
 * whoever holds one of those keys.
 */
public final class OverridePins {
    private final String reason;

    private OverridePins(String reason) {
        this.reason = reason;
    }

    /**
     * Accepts that some authorities are above the pins.
     *
     * @param reason why, for whoever finds it later
     * @throws IllegalArgumentException if the reason is blank
     */
    public static OverridePins because(String reason) {
        if (reason.trim().isEmpty()) {
            throw new IllegalArgumentException("the reason for overriding pins is blank, expected a sentence");
        }
        return new OverridePins(reason);
    }

    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return "pins are overridden because " + reason;
    }
}
