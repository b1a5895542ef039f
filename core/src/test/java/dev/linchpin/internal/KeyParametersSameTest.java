package dev.linchpin.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves of one-octet fields, so that each part can be seen. */
class KeyParametersSameTest {
    /** version, field, curve (a, b), base point, order. */
    private static final String CURVE = "3018 020101 3003020105 3006040101040102 0403040506 020107";

    @Test
    void none_is_null_and_null_is_none() {
        assertTrue(same("", "0500"));
        assertTrue(same("0500", ""));
        assertTrue(same("", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0400", "0501", "05", "06012a", CURVE})
    void none_is_nothing_else(String parameters) {
        assertFalse(same("", parameters));
        assertFalse(same(parameters, "0500"));
    }

    /** The seed, from which a curve was made, is no part of it; nor is the cofactor, which follows from the rest. */
    @Test
    void a_curve_is_the_same_with_and_without_its_seed() {
        assertTrue(same(CURVE, "301c 020101 3003020105 300a04010104010203020009 0403040506 020107"));
        assertTrue(same(CURVE, "301b 020101 3003020105 3006040101040102 0403040506 020107 020101"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3018 020101 3003020109 3006040101040102 0403040506 020107", // another field
                "3018 020101 3003020105 3006040109040102 0403040506 020107", // another a
                "3018 020101 3003020105 3006040101040109 0403040506 020107", // another b
                "3018 020101 3003020105 3006040101040102 0403040509 020107", // another base point
                "3018 020101 3003020105 3006040101040102 0403040506 020109", // another order
                "06082a8648ce3d030107", // a name
            })
    void a_curve_is_no_other_curve(String other) {
        assertFalse(same(CURVE, other));
        assertFalse(same(other, CURVE));
    }

    private static boolean same(String a, String b) {
        return KeyParameters.same(slice(a), slice(b));
    }

    private static Slice slice(String text) {
        byte[] bytes = HexFormat.of().parseHex(text.replace(" ", ""));
        return new Slice(bytes, 0, bytes.length);
    }
}
