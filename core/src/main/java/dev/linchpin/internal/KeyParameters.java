package dev.linchpin.internal;

/** The parameters of an AlgorithmIdentifier, which belong to the key: for an EC key they are its curve (RFC 5480 §2.1.1). */
final class KeyParameters {
    private KeyParameters() {}

    /**
     * Whether they mean the same: the same bytes; or none and NULL, which platforms write for each other's (RFC 3279 §2.3.1 wants
     * NULL for RSA, and not every issuer writes it); or the same curve in full, with or without the seed that it was made from.
     */
    static boolean same(Slice a, Slice b) {
        return a.sameAs(b) || (isNone(a) && isNone(b)) || sameCurve(a, b);
    }

    private static boolean isNone(Slice parameters) {
        return parameters.length() == 0
                || (parameters.length() == 2 && parameters.at(0) == DerReader.NULL && parameters.at(1) == 0);
    }

    private static boolean sameCurve(Slice a, Slice b) {
        try {
            Curve one = Curve.of(a);
            Curve other = Curve.of(b);
            return one.field.sameAs(other.field)
                    && one.a.sameAs(other.a)
                    && one.b.sameAs(other.b)
                    && one.base.sameAs(other.base)
                    && one.order.sameAs(other.order);
        } catch (DerException e) {
            return false; // Not a curve in full.
        }
    }

    /** SpecifiedECDomain (SEC 1 §C.2), less version, seed and cofactor. */
    private record Curve(Slice field, Slice a, Slice b, Slice base, Slice order) {
        static Curve of(Slice parameters) throws DerException {
            DerReader domain = DerReader.of(parameters).enter(DerReader.SEQUENCE);
            domain.skip(DerReader.INTEGER);
            Slice field = domain.element(DerReader.SEQUENCE);
            DerReader curve = domain.enter(DerReader.SEQUENCE);
            return new Curve(
                    field,
                    curve.element(DerReader.OCTET_STRING),
                    curve.element(DerReader.OCTET_STRING),
                    domain.element(DerReader.OCTET_STRING),
                    domain.element(DerReader.INTEGER));
        }
    }
}
