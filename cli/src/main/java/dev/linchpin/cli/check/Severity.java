package dev.linchpin.cli.check;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much something matters. In order, the worst last. */
enum Severity {
    NONE,
    /** Good to know. */
    NOTE,
    /** Clients get through today; somebody should have a look. */
    WARNING,
    /** Clients do not get through, or without the protection of the pins. */
    FAILURE;

    @JsonValue
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
