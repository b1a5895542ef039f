package dev.linchpin.policy;

import dev.linchpin.internal.Ascii;
import dev.linchpin.internal.Quoted;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The canonical form of IP addresses, read without any look-up. */
final class IpAddress {
    private static final int GROUPS = 8;

    private IpAddress() {}

    /** The address in canonical form, or null if the text does not look like an address at all. */
    static @Nullable String canonical(String text) {
        if (text.indexOf(':') >= 0 || text.startsWith("[")) {
            return canonical6(text);
        }
        String unrooted = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return endsInDigit(unrooted) && parse4(unrooted) != null ? unrooted : null;
    }

    private static String canonical6(String text) {
        boolean open = text.startsWith("[");
        if (open != text.endsWith("]")) {
            throw bad(text);
        }
        int[] groups = parse6(text, open ? text.substring(1, text.length() - 1) : text);
        // RFC 4291 §2.5.5.2: an IPv4-mapped address is the IPv4 address; InetAddress makes no difference either.
        boolean mapped = groups[5] == 0xffff && (groups[0] | groups[1] | groups[2] | groups[3] | groups[4]) == 0;
        return mapped ? format4(groups[6], groups[7]) : format6(groups);
    }

    /** Few names do, and the others need not be taken apart. */
    private static boolean endsInDigit(String text) {
        return !text.isEmpty() && Ascii.isDigit(text.charAt(text.length() - 1));
    }

    /** Four decimal numbers without leading zeros, or null. */
    private static int @Nullable [] parse4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        int[] octets = new int[4];
        for (int i = 0; i < 4; i++) {
            String part = parts[i];
            boolean decimal = !part.isEmpty()
                    && part.length() <= 3
                    && part.chars().allMatch(Ascii::isDigit)
                    && (part.length() == 1 || part.charAt(0) != '0');
            if (!decimal || (octets[i] = Integer.parseInt(part)) > 255) {
                return null;
            }
        }
        return octets;
    }

    /** RFC 4291 §2.2: eight groups, one run of zeros as {@code ::}, the last two groups perhaps as IPv4. */
    private static int[] parse6(String text, String address) {
        int gap = address.indexOf("::");
        if (gap < 0) {
            int[] groups = groups(text, address);
            if (groups.length != GROUPS) {
                throw bad(text);
            }
            return groups;
        }
        int[] head = groups(text, address.substring(0, gap));
        int[] tail = groups(text, address.substring(gap + 2));
        if (head.length + tail.length >= GROUPS || address.substring(0, gap).indexOf('.') >= 0) {
            throw bad(text);
        }
        int[] all = new int[GROUPS];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
        return all;
    }

    private static int[] groups(String text, String part) {
        if (part.isEmpty()) {
            return new int[0];
        }
        String[] words = part.split(":", -1);
        int[] octets = parse4(words[words.length - 1]);
        int hexadecimal = octets == null ? words.length : words.length - 1;
        int[] groups = new int[octets == null ? hexadecimal : hexadecimal + 2];
        if (groups.length > GROUPS) {
            throw bad(text);
        }
        for (int i = 0; i < hexadecimal; i++) {
            groups[i] = group(text, words[i]);
        }
        if (octets != null) {
            groups[hexadecimal] = (octets[0] << 8) | octets[1];
            groups[hexadecimal + 1] = (octets[2] << 8) | octets[3];
        }
        return groups;
    }

    private static int group(String text, String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean valid = !lower.isEmpty() && lower.length() <= 4 && lower.chars().allMatch(Ascii::isHexDigit);
        if (!valid) {
            throw bad(text);
        }
        return Integer.parseInt(lower, 16);
    }

    private static String format4(int high, int low) {
        return (high >> 8) + "." + (high & 0xff) + "." + (low >> 8) + "." + (low & 0xff);
    }

    /** RFC 5952 §4: lower case, no leading zeros, the first of the longest runs of two or more zero groups as {@code ::}. */
    private static String format6(int[] groups) {
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) {
                run++;
            }
            if (run > gapLength) {
                gapStart = i;
                gapLength = run;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapStart) {
                out.append("::");
                i += gapLength - 1;
            } else {
                if (out.length() > 0 && out.charAt(out.length() - 1) != ':') {
                    out.append(':');
                }
                out.append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }

    private static IllegalArgumentException bad(String text) {
        return new IllegalArgumentException(
                "host " + Quoted.of(text) + " is not an IPv6 address, expected one without port or zone");
    }
}
