package dev.linchpin.android;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The platforms that tests ask, each started once for all of them; their JVMs end with this one. */
final class Oracles {
    private static final Map<AndroidLevel, AndroidOracle> STARTED = new EnumMap<>(AndroidLevel.class);
    private static final Map<AndroidLevel, String> MISSING = new EnumMap<>(AndroidLevel.class);

    private Oracles() {}

    static List<AndroidLevel> levels() {
        return AndroidLevel.chosen();
    }

    /** Where there is none, the test says so on standard error, and is skipped. */
    static synchronized AndroidOracle of(AndroidLevel level) {
        if (!STARTED.containsKey(level) && !MISSING.containsKey(level)) {
            try {
                STARTED.put(level, AndroidOracle.open(level));
            } catch (IOException e) {
                MISSING.put(level, "NOT TESTED: " + level + ": " + e.getMessage());
                System.err.println(MISSING.get(level));
            }
        }
        return MISSING.containsKey(level) ? abort(MISSING.get(level)) : STARTED.get(level);
    }
}
