package dev.linchpin.vectors.draft;

import dev.linchpin.vectors.Answer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pieces of network security configurations, and what is expected of them. */
final class NscXml {
    static final String A = "x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=";
    static final String B = "58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=";
    static final String C = "i7WTqTvh0OioIruIfFR4kMPnBqrS2rdiVPl/s2uC/CY=";
    static final String D = "C5+lpZ7tcVwmwQIMcRtPbsQtWLABXhQzejna0wHFr8M=";

    private NscXml() {}

    static String file(String... children) {
        return "<network-security-config>" + String.join("", children) + "</network-security-config>";
    }

    /** With the namespace of our own attributes. */
    static String linchpin(String rootAttributes, String... children) {
        return "<network-security-config xmlns:linchpin=\"urn:linchpin:policy:1\"" + rootAttributes + ">"
                + String.join("", children) + "</network-security-config>";
    }

    static String config(String... children) {
        return element("domain-config", "", children);
    }

    /** @param attributes with a blank before each */
    static String element(String name, String attributes, String... children) {
        return "<" + name + attributes + ">" + String.join("", children) + "</" + name + ">";
    }

    static String domain(String name) {
        return "<domain>" + name + "</domain>";
    }

    static String subtree(String name) {
        return "<domain includeSubdomains=\"true\">" + name + "</domain>";
    }

    static String pins(String... pins) {
        return pinSet("", pins);
    }

    static String pinsUntil(String expiration, String... pins) {
        return pinSet(" expiration=\"" + expiration + "\"", pins);
    }

    /** @param attributes with a blank before each */
    static String pinSet(String attributes, String... pins) {
        return element(
                "pin-set", attributes, Arrays.stream(pins).map(NscXml::pin).toArray(String[]::new));
    }

    static String pin(String base64) {
        return "<pin digest=\"SHA-256\">" + base64 + "</pin>";
    }

    static String anchors(String... certificates) {
        return element("trust-anchors", "", certificates);
    }

    static String certificates(String attributes) {
        return "<certificates " + attributes + "/>";
    }

    static Answer pinned(String... pins) {
        return new Answer("match", fields(pins));
    }

    static Answer pinnedUntil(String instant, String... pins) {
        Map<String, Object> fields = fields(pins);
        fields.put("expires", instant);
        return new Answer("match", fields);
    }

    /** With one more field. */
    static Answer and(Answer answer, String field, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>(answer.fields());
        fields.put(field, value);
        return new Answer(answer.outcome(), fields);
    }

    private static Map<String, Object> fields(String... pins) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "pins",
                List.of(pins).stream()
                        .map(pin -> pin.contains("/") && pin.startsWith("cert-") ? pin : "sha256/" + pin)
                        .sorted()
                        .toList());
        return fields;
    }
}
