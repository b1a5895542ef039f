package dev.linchpin.policy;

import dev.linchpin.internal.Ascii;
import dev.linchpin.internal.Punycode;
import dev.linchpin.internal.Quoted;
import java.net.IDN;
import java.util.Locale;
import java.util.StringJoiner;

/** The canonical form of DNS names. */
final class DnsName {
    /** RFC 1035 §2.3.4: 255 octets on the wire are 253 characters of text. */
    private static final int MAX_NAME = 253;

    private static final int MAX_LABEL = 63;
    private static final String ACE_PREFIX = "xn--";

    private DnsName() {}

    static String canonical(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.isEmpty()) {
            throw bad(text, "is empty");
        }
        // Longer than any name even before U-labels grow: refused before any work is done on it.
        if (name.length() > MAX_NAME) {
            throw bad(text, "has more than " + MAX_NAME + " characters");
        }
        String ascii = toAscii(text, name);
        if (ascii.length() > MAX_NAME) {
            throw bad(text, "has more than " + MAX_NAME + " characters as A-labels");
        }
        int start = 0;
        for (int dot; start <= ascii.length(); start = dot + 1) {
            dot = ascii.indexOf('.', start);
            if (dot < 0) {
                dot = ascii.length();
                requireNotNumeric(text, ascii, start);
            }
            requireLabel(text, ascii, start, dot);
        }
        return ascii;
    }

    /** Lower-cases ASCII without regard to the locale; takes the slow road only for names that need it. */
    private static String toAscii(String text, String name) {
        boolean lower = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Ascii.isAscii(c)) {
                return fromUnicode(text, name);
            }
            lower &= !Ascii.isUpper(c);
        }
        return lower ? name : name.toLowerCase(Locale.ROOT);
    }

    private static String fromUnicode(String text, String name) {
        StringJoiner ascii = new StringJoiner(".");
        for (String label : name.split("\\.", -1)) {
            ascii.add(isAscii(label) ? label.toLowerCase(Locale.ROOT) : aLabel(text, label));
        }
        return ascii.toString();
    }

    /**
     * The A-label of a U-label, if converting it and back changes nothing but case. This leaves out what IDNA 2003 maps to
     * something else: look-alike dots (U+3002), compatibility letters (the Kelvin sign, full-width letters), and the four
     * characters on which IDNA 2003 and 2008 disagree (ß, ς, joiners).
     */
    private static String aLabel(String text, String label) {
        String lower = label.toLowerCase(Locale.ROOT);
        String ascii;
        try {
            ascii = IDN.toASCII(label, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            throw bad(text, "holds a label that IDNA cannot convert; write its A-label (xn--…)");
        }
        if (!ascii.startsWith(ACE_PREFIX) || !IDN.toUnicode(ascii).equals(lower) || foldsIntoAscii(label)) {
            throw bad(text, "holds a label that IDNA maps to another name; write its A-label (xn--…)");
        }
        return ascii;
    }

    private static boolean foldsIntoAscii(String label) {
        return label.codePoints()
                .filter(c -> !Ascii.isAscii(c))
                .mapToObj(c -> new String(Character.toChars(c)).toLowerCase(Locale.ROOT))
                .anyMatch(folded -> folded.chars().anyMatch(Ascii::isAscii));
    }

    private static void requireLabel(String text, String ascii, int start, int end) {
        if (start == end) {
            throw bad(text, "has an empty label");
        }
        if (end - start > MAX_LABEL) {
            throw bad(text, "has a label of more than " + MAX_LABEL + " characters");
        }
        for (int i = start; i < end; i++) {
            char c = ascii.charAt(i);
            if (!isNameCharacter(c)) {
                throw bad(text, "has " + Quoted.of(String.valueOf(c)) + " in it");
            }
        }
        if (ascii.charAt(start) == '-' || ascii.charAt(end - 1) == '-') {
            throw bad(text, "has a label that starts or ends with a hyphen");
        }
        if (ascii.startsWith(ACE_PREFIX, start)
                && !Punycode.isDecodable(ascii.substring(start + ACE_PREFIX.length(), end))) {
            throw bad(text, "has an A-label that is not Punycode");
        }
    }

    /** URL §3.5: a name whose last label is a number is meant as an IPv4 address, and is none here. */
    private static void requireNotNumeric(String text, String ascii, int start) {
        if (start == ascii.length() || !Ascii.isDigit(ascii.charAt(start))) {
            return;
        }
        String last = ascii.substring(start);
        boolean digits = last.chars().allMatch(Ascii::isDigit);
        boolean hexadecimal = last.startsWith("0x") && last.chars().skip(2).allMatch(Ascii::isHexDigit);
        if (digits || hexadecimal) {
            throw bad(text, "looks like an IP address but is not in canonical form");
        }
    }

    private static boolean isNameCharacter(char c) {
        return Ascii.isLower(c) || Ascii.isDigit(c) || c == '-' || c == '_';
    }

    private static boolean isAscii(String label) {
        return label.chars().allMatch(Ascii::isAscii);
    }

    private static IllegalArgumentException bad(String text, String fault) {
        return new IllegalArgumentException(
                "host " + Quoted.of(text) + " " + fault + ", expected a DNS name or an IP address");
    }
}
