package dev.linchpin.danger;

/**
 * Permission to enforce a rule with a single pin, which locks every client out on the day that key is lost or replaced
 * (RFC 7469 §4.3 requires a backup pin for that reason). The reason given stays with the rule.
 */
public final class NoBackupPin {
    private final String reason;

    private NoBackupPin(String reason) {
        this.reason = reason;
    }

    /**
     * Accepts the risk of a lock-out.
     *
     * @param reason why this rule cannot have a backup pin, for whoever finds it later
     * @throws IllegalArgumentException if the reason is blank
     */
    public static NoBackupPin because(String reason) {
        if (reason.trim().isEmpty()) {
            throw new IllegalArgumentException("the reason for having no backup pin is blank, expected a sentence");
        }
        return new NoBackupPin(reason);
    }

    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return "no backup pin because " + reason;
    }
}
