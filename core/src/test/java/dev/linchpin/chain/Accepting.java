package dev.linchpin.chain;

import dev.linchpin.pin.PinSet;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;

/** A witness that leaves everything to the platform's PKIX validator. */
public final class Accepting implements PathWitness {
    private final Object conditions;

    public Accepting() {
        this("anywhere");
    }

    public Accepting(Object conditions) {
        this.conditions = conditions;
    }

    @Override
    public boolean accepts(List<X509Certificate> below, X509Certificate anchor) {
        return true;
    }

    @Override
    public boolean knowsOneAnchor() {
        return true;
    }

    @Override
    public Object conditions() {
        return conditions;
    }

    /** A finder for these anchors, asked with such a witness. */
    public record Finder(PathFinder finder) {
        public static Finder to(List<X509Certificate> anchors, Clock clock) {
            return new Finder(PathFinder.of(() -> anchors.toArray(new X509Certificate[0]), clock));
        }

        public PathOutcome find(List<X509Certificate> presented, PinSet pins) {
            return finder.find(presented, pins, new Accepting());
        }
    }
}
