package dev.linchpin.benchmarks;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Comparator;
import java.util.List;

/**
 * What is asked of one subject, and whether it holds: all its claims do.
 *
 * @param value of the claim that comes closest to its limit, or is farthest beyond it
 * @param bar what was asked
 */
@JsonPropertyOrder({"name", "value", "bar", "holds", "claims"})
record Bar(String name, String value, String bar, boolean holds, List<Claim> claims) {
    /** @throws IllegalArgumentException if there are no claims, for then nothing would be shown */
    static Bar of(String name, String bar, List<Claim> claims) {
        Claim worst = claims.stream()
                .max(Comparator.comparingDouble(Claim::strain))
                .orElseThrow(() -> new IllegalArgumentException("the bar \"" + name + "\" claims nothing"));
        return new Bar(name, worst.text(), bar, claims.stream().allMatch(Claim::holds), List.copyOf(claims));
    }
}
