package dev.linchpin.pin;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The pins of one rule, active and backup alike: a certificate satisfies the set if it satisfies any pin. Never empty;
 * repeated pins count once; immutable. Asking costs one hash per kind of pin in the set, however many pins there are.
 */
public final class PinSet implements Iterable<Pin> {
    private final Set<Pin> pins;
    private final boolean hasSpkiPins;
    private final boolean hasCertificatePins;

    private PinSet(Set<Pin> pins) {
        this.pins = pins;
        this.hasSpkiPins = pins.stream().anyMatch(SpkiPin.class::isInstance);
        this.hasCertificatePins = pins.stream().anyMatch(CertificatePin.class::isInstance);
    }

    /**
     * The set of these pins, in this order.
     *
     * @throws IllegalArgumentException if there is none: a set that no certificate can satisfy is a mistake
     */
    public static PinSet of(Collection<? extends Pin> pins) {
        Set<Pin> distinct = new LinkedHashSet<>(pins);
        if (distinct.isEmpty()) {
            throw new IllegalArgumentException("a pin set is empty, expected at least one pin");
        }
        return new PinSet(Collections.unmodifiableSet(distinct));
    }

    public static PinSet of(Pin... pins) {
        return of(Arrays.asList(pins));
    }

    /**
     * The pin of this set that the certificate satisfies, if any.
     *
     * @throws PinFormatException if the certificate's bytes are not DER or disagree with its public key
     */
    public Optional<Pin> match(X509Certificate certificate) {
        if (hasSpkiPins) {
            Pin pin = SpkiPin.of(certificate);
            if (pins.contains(pin)) {
                return Optional.of(pin);
            }
        }
        if (hasCertificatePins) {
            Pin pin = CertificatePin.of(certificate);
            if (pins.contains(pin)) {
                return Optional.of(pin);
            }
        }
        return Optional.empty();
    }

    /** How many different pins there are. */
    public int size() {
        return pins.size();
    }

    public boolean contains(Pin pin) {
        return pins.contains(pin);
    }

    /** The pins in the order in which they were given. */
    @Override
    public Iterator<Pin> iterator() {
        return pins.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PinSet set && pins.equals(set.pins);
    }

    @Override
    public int hashCode() {
        return pins.hashCode();
    }

    @Override
    public String toString() {
        return pins.toString();
    }
}
