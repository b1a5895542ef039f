package dev.linchpin.config;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.linchpin.android.AndroidLevel;
import dev.linchpin.android.AndroidOracle;
import dev.linchpin.android.TrustKitOracle;
import java.io.IOException;

/** Versions of Android to ask. */
final class AndroidOracles {
    private AndroidOracles() {}

    /** Where there is none, the test says so on standard error, and is skipped. */
    static AndroidOracle open(AndroidLevel level) {
        try {
            return AndroidOracle.open(level);
        } catch (IOException e) {
            return abort(missing(level.toString(), e));
        }
    }

    /** TrustKit on the first version that is asked for. */
    static TrustKitOracle openTrustKit() {
        try {
            return TrustKitOracle.open(AndroidLevel.chosen().get(0));
        } catch (IOException e) {
            return abort(missing("TrustKit for Android", e));
        }
    }

    private static String missing(String what, IOException reason) {
        String missing = "NOT TESTED: " + what + ": " + reason.getMessage();
        System.err.println(missing);
        return missing;
    }
}
