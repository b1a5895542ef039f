package dev.linchpin.android;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What aapt2 makes of the text of an attribute that no resource declares, as those of a network security configuration are: it guesses a
 * type. What is not text has no text any more on the device, where it is written anew from type and data. Fractions, dimensions and floating
 * point numbers are left as text here: wherever a configuration is read, they are as wrong as the text.
 *
 * @param text for text; null for everything else
 * @param type as in Android's {@code TypedValue}
 * @param data as there
 */
record AttributeValue(@Nullable String text, int type, int data) {
    private static final int TYPE_NULL = 0x00;
    private static final int TYPE_REFERENCE = 0x01;
    private static final int TYPE_STRING = 0x03;
    private static final int TYPE_INT_DEC = 0x10;
    private static final int TYPE_INT_HEX = 0x11;
    private static final int TYPE_INT_BOOLEAN = 0x12;
    private static final int TYPE_LAST_INT = 0x1f;

    private static final AttributeValue TRUE = new AttributeValue(null, TYPE_INT_BOOLEAN, -1);
    private static final AttributeValue FALSE = new AttributeValue(null, TYPE_INT_BOOLEAN, 0);
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]{1,8}");
    private static final Pattern COLOR = Pattern.compile("#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})");
    private static final Pattern REFERENCE = Pattern.compile(
            "@\\+?(?:[^:/]+:)?((?:anim|animator|array|attr|bool|color|dimen|drawable|font|fraction|id|integer|interpolator|layout"
                    + "|menu|mipmap|navigation|plurals|raw|string|style|styleable|transition|xml)/.+)");

    /**
     * Compiles a text.
     *
     * @param resources the identifiers of the resources that exist, as {@code raw/name}
     * @throws NotCompiledException if it refers to a resource that does not exist
     */
    static AttributeValue compile(String text, Map<String, Integer> resources) throws NotCompiledException {
        String bare = CompiledXml.trim(text);
        AttributeValue reference = reference(bare, resources);
        if (reference != null) {
            return reference;
        }
        return switch (bare) {
            case "true", "True", "TRUE" -> TRUE;
            case "false", "False", "FALSE" -> FALSE;
            default -> {
                AttributeValue number = number(bare);
                yield number != null ? number : new AttributeValue(Escapes.resolve(text), TYPE_STRING, 0);
            }
        };
    }

    private static @Nullable AttributeValue reference(String text, Map<String, Integer> resources)
            throws NotCompiledException {
        if (text.equals("@null")) {
            return new AttributeValue(null, TYPE_REFERENCE, 0);
        } else if (text.equals("@empty")) {
            return new AttributeValue(null, TYPE_NULL, 1);
        }
        if (text.startsWith("?") && text.length() > 1) {
            throw new NotCompiledException("resource attr/" + text.substring(1) + " not found");
        }
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches()) {
            return null;
        }
        Integer id = resources.get(reference.group(1));
        if (id == null) {
            throw new NotCompiledException("resource " + reference.group(1) + " not found");
        }
        return new AttributeValue(null, TYPE_REFERENCE, id);
    }

    private static @Nullable AttributeValue number(String text) {
        if (HEXADECIMAL.matcher(text).matches()) {
            return new AttributeValue(null, TYPE_INT_HEX, Integer.parseUnsignedInt(text.substring(2), 16));
        }
        if (COLOR.matcher(text).matches()) {
            return color(text.substring(1));
        }
        if (DECIMAL.matcher(text).matches()) {
            try {
                return new AttributeValue(null, TYPE_INT_DEC, Integer.parseInt(text));
            } catch (NumberFormatException tooLong) {
                return null;
            }
        }
        return null;
    }

    /** {@code #rgb}, {@code #argb}, {@code #rrggbb} or {@code #aarrggbb}: the types 0x1f to 0x1c, by length. */
    private static AttributeValue color(String digits) {
        String full = digits.length() > 4 ? digits : digits.replaceAll("[0-9a-fA-F]", "$0$0");
        int type = switch (digits.length()) {
            case 3 -> 0x1f;
            case 4 -> 0x1e;
            case 6 -> 0x1d;
            default -> 0x1c;
        };
        return new AttributeValue(null, type, Integer.parseUnsignedInt(full.length() == 6 ? "ff" + full : full, 16));
    }

    boolean isNull() {
        return type == TYPE_NULL;
    }

    boolean asBoolean(boolean otherwise) {
        boolean isNumber = type >= TYPE_INT_DEC && type <= TYPE_LAST_INT;
        return isNumber ? data != 0 : otherwise;
    }

    int asReference(int otherwise) {
        return type == TYPE_REFERENCE ? data : otherwise;
    }
}
