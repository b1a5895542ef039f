package dev.linchpin.benchmarks;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One number that a bar asks for.
 *
 * @param what it is a claim about
 * @param on the measurement that tells
 * @param value null if that was not measured: the claim does not hold then
 * @param sign {@code ≤} or {@code ≥}
 */
@JsonPropertyOrder({"what", "on", "value", "sign", "limit", "holds"})
record Claim(String what, String on, @Nullable Double value, String sign, double limit, boolean holds) {
    private static final String AT_MOST = "≤";
    private static final String AT_LEAST = "≥";

    static Claim atMost(double limit, String what, Case on, OptionalDouble value) {
        return of(what, on, value, AT_MOST, limit, value.isPresent() && value.getAsDouble() <= limit);
    }

    static Claim atLeast(double limit, String what, Case on, OptionalDouble value) {
        return of(what, on, value, AT_LEAST, limit, value.isPresent() && value.getAsDouble() >= limit);
    }

    private static Claim of(String what, Case on, OptionalDouble value, String sign, double limit, boolean holds) {
        Double rounded = value.isPresent() ? (Double) Metric.rounded(value.getAsDouble()) : null;
        return new Claim(what, on.toString(), rounded, sign, limit, holds);
    }

    /** The value in parts of its limit, more than 1 where the claim is missed; infinite where nothing was measured. */
    double strain() {
        if (value == null || Double.isNaN(value)) {
            return Double.POSITIVE_INFINITY;
        }
        if (sign.equals(AT_LEAST)) {
            return limit / value;
        }
        return limit == 0 ? (value == 0 ? 0 : Double.POSITIVE_INFINITY) : value / limit;
    }

    String text() {
        return value == null ? what + ": not measured" : number(value) + " " + what;
    }

    String limitText() {
        return sign + " " + number(limit);
    }

    /** A number for people: three significant digits, and thousands apart. */
    static String number(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) || size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(
                Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : size >= 0.1 ? "%.3f" : "%.2g", value);
    }
}
