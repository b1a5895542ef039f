package dev.linchpin.pin;

import java.lang.ref.WeakReference;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pins of one rule, active and backup alike: a certificate satisfies the set if it satisfies any pin. Never empty;
 * repeated pins count once; immutable. Asking costs one hash per kind of pin in the set, however many pins there are, and
 * next to nothing when it is the same certificate again.
 */
public final class PinSet implements Iterable<Pin> {
    /** Up to here it is quicker to compare each with each than to make a hash table; nearly every rule has two pins. */
    private static final int FEW = 8;

    private final List<Pin> pins;
    private final boolean hasSpkiPins;
    private final boolean hasCertificatePins;
    private volatile @Nullable Answer last;

    private PinSet(List<Pin> pins) {
        this.pins = pins;
        this.hasSpkiPins = hasAny(pins, SpkiPin.class);
        this.hasCertificatePins = hasAny(pins, CertificatePin.class);
    }

    /** A policy may have a million sets, for each of which a stream would take longer. */
    private static boolean hasAny(List<Pin> pins, Class<? extends Pin> kind) {
        for (Pin pin : pins) {
            if (kind.isInstance(pin)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The set of these pins, in this order.
     *
     * @throws IllegalArgumentException if there is none: a set that no certificate can satisfy is a mistake
     */
    public static PinSet of(Collection<? extends Pin> pins) {
        if (pins.isEmpty()) {
            throw new IllegalArgumentException("a pin set is empty, expected at least one pin");
        }
        Collection<Pin> different = pins.size() > FEW ? new LinkedHashSet<>() : new ArrayList<>(pins.size());
        for (Pin pin : pins) {
            if (!different.contains(pin)) {
                different.add(pin);
            }
        }
        return new PinSet(List.copyOf(different));
    }

    public static PinSet of(Pin... pins) {
        return of(Arrays.asList(pins));
    }

    /**
     * The pin of this set that the certificate satisfies, if any.
     *
     * @throws PinFormatException if the certificate's bytes are not DER or disagree with its public key
     */
    @SuppressWarnings("ReferenceEquality") // As Answer says, an equal certificate is not enough.
    public Optional<Pin> match(X509Certificate certificate) {
        Answer known = last;
        if (known != null && known.get() == certificate) {
            return known.pin;
        }
        Optional<Pin> pin = compare(certificate);
        last = new Answer(certificate, pin);
        return pin;
    }

    private Optional<Pin> compare(X509Certificate certificate) {
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
        return other instanceof PinSet set && pins.size() == set.pins.size() && pins.containsAll(set.pins);
    }

    @Override
    public int hashCode() {
        int sum = 0;
        for (Pin pin : pins) {
            sum += pin.hashCode(); // In any order, as in equals.
        }
        return sum;
    }

    @Override
    public String toString() {
        return pins.toString();
    }

    /**
     * What was found of one certificate, the very object, while somebody else holds it. An equal one may be another parser's,
     * which sees another key in the same bytes.
     */
    private static final class Answer extends WeakReference<X509Certificate> {
        private final Optional<Pin> pin;

        Answer(X509Certificate certificate, Optional<Pin> pin) {
            super(certificate);
            this.pin = pin;
        }
    }
}
