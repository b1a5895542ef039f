package dev.linchpin.config;

import dev.linchpin.config.PolicyDraft.Host;
import dev.linchpin.internal.xml.XmlDocument;
import dev.linchpin.internal.xml.XmlElement;
import dev.linchpin.internal.xml.XmlException;
import dev.linchpin.internal.xml.XmlRange;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.policy.HostPattern;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts pins into a policy file and takes them out, by edits that leave every other character as it is: comments, indentation, line breaks,
 * a byte order mark. A new pin is written as its neighbour is.
 *
 * <p>An edit is for one rule alone. Where several rules share what would be edited, since an Android {@code pin-set} holds for several
 * domains or OkHttp unites patterns, there is none. Whoever applies an edit reads the result again before it is believed. Immutable.
 */
public final class PinSetEditor {
    private final String text;
    private final PolicyDraft draft;
    private final boolean isXml;
    private final boolean isUnited;

    private PinSetEditor(String text, Inspection file, boolean isXml) {
        file.policy();
        this.text = text;
        this.draft = file.draft().orElseThrow(() -> new IllegalStateException("a policy comes of a draft"));
        this.isXml = isXml;
        this.isUnited =
                file.findings().stream().anyMatch(finding -> finding.rule().equals("united-pins"));
    }

    /**
     * For Android's network security configuration.
     *
     * @throws PolicyFileException if anything in it is an error: what is not understood is not edited
     */
    public static PinSetEditor ofNetworkSecurityConfig(String xml) {
        return new PinSetEditor(xml, NetworkSecurityConfig.reader().inspect(xml), true);
    }

    /**
     * For a text of OkHttp's patterns.
     *
     * @throws PolicyFileException as {@link #ofNetworkSecurityConfig}
     */
    public static PinSetEditor ofOkHttpPins(String text) {
        return new PinSetEditor(text, OkHttpPins.inspect(text), false);
    }

    /**
     * Adds the pin behind the others of the rule.
     *
     * @param hosts the pattern of the rule
     * @throws IllegalArgumentException if the rule has that pin, shares its pins with other rules, or there is no such rule
     */
    public Edit add(HostPattern hosts, SpkiPin pin) {
        Host host = host(hosts);
        if (find(host, pin).isPresent()) {
            throw new IllegalArgumentException(pin + " is a pin of " + hosts + " already, expected one that is not");
        }
        List<Located> keys = host.pins().pins().stream()
                .filter(other -> other.text().startsWith("sha256/"))
                .collect(Collectors.toList());
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "the rule for " + hosts + " has no pin of a key to write another behind");
        }
        Position last = position(keys.get(keys.size() - 1));
        return isXml
                ? behind(element(last), Base64.getEncoder().encodeToString(pin.hash()))
                : new Edit(last.end(), last.end(), blanksBefore(last.start()) + pin);
    }

    /**
     * Takes the pin out of the rule.
     *
     * @param hosts the pattern of the rule
     * @throws IllegalArgumentException if the rule has no such pin, shares its pins with other rules, or there is no such rule
     */
    public Edit remove(HostPattern hosts, Pin pin) {
        Position place = find(host(hosts), pin)
                .orElseThrow(() -> new IllegalArgumentException(
                        pin + " is no pin of " + hosts + ", expected one that stands in its rule"));
        if (!isXml) {
            return new Edit(place.start() - blanksBefore(place.start()).length(), place.end(), "");
        }
        if (!(pin instanceof SpkiPin)) {
            throw new IllegalArgumentException(pin + " stands in an attribute, which has to be edited by hand");
        }
        XmlRange element = element(place).whole();
        int lineStart = startOfLine(element.start());
        boolean alone = isBlank(lineStart, element.start()) && isBlank(element.end(), endOfLine(element.end()));
        return alone && lineStart > 0
                ? new Edit(startOfBreak(lineStart), endOfLine(element.end()), "")
                : new Edit(element.start(), element.end(), "");
    }

    private static Optional<Position> find(Host host, Pin pin) {
        return host.pins().pins().stream()
                .filter(other -> other.text().equals(pin.toString()))
                .findFirst()
                .map(PinSetEditor::position);
    }

    private static Position position(Located pin) {
        return pin.position()
                .orElseThrow(
                        () -> new IllegalArgumentException("the pin does not stand in the file, expected one there"));
    }

    private Host host(HostPattern hosts) {
        if (isUnited) {
            throw new IllegalArgumentException(
                    "some patterns of the file hold beside wider ones, whose pins OkHttp unites, "
                            + "expected each with all its pins: lint --fix writes them down");
        }
        Host found = null;
        List<String> others = new ArrayList<>();
        for (Host host : draft.hosts()) {
            if (HostPattern.parse(host.pattern()).equals(hosts)) {
                found = host;
            }
        }
        if (found == null || found.pins().pins().isEmpty()) {
            throw new IllegalArgumentException("the file has no rule for " + hosts + ", expected one with pins");
        }
        for (Host host : draft.hosts()) {
            if (!host.equals(found)
                    && host.pins().position().equals(found.pins().position())) {
                others.add(host.pattern());
            }
        }
        if (!others.isEmpty()) {
            throw new IllegalArgumentException("the pins of " + hosts + " are those of " + String.join(", ", others)
                    + " too, expected a pin-set of its own");
        }
        return found;
    }

    private XmlElement element(Position inside) {
        try {
            return element(XmlDocument.parse(text), inside)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the pin at " + inside + " is no element, and has to be edited by hand"));
        } catch (XmlException e) {
            throw new IllegalStateException("it was read before", e);
        }
    }

    private static Optional<XmlElement> element(XmlElement parent, Position inside) {
        for (XmlElement child : parent.children()) {
            XmlRange range = child.whole();
            if (range.start() <= inside.start() && inside.end() <= range.end()) {
                return child.name().equals("pin") ? Optional.of(child) : element(child, inside);
            }
        }
        return Optional.empty();
    }

    /** On a line of its own if the neighbour has one, with what stands before the neighbour; its comment stays with it. */
    private Edit behind(XmlElement neighbour, String base64) {
        XmlRange whole = neighbour.whole();
        XmlRange inside = neighbour.inside();
        String old = text.substring(inside.start(), inside.end());
        String element = text.substring(whole.start(), inside.start())
                + old.replace(old.trim(), base64)
                + text.substring(inside.end(), whole.end());
        int lineStart = startOfLine(whole.start());
        if (!isBlank(lineStart, whole.start()) || lineStart == 0) {
            return new Edit(whole.end(), whole.end(), element);
        }
        String lead = text.substring(startOfBreak(lineStart), whole.start());
        int end = endOfLine(whole.end());
        int at = isComment(text.substring(whole.end(), end).trim()) ? end : whole.end();
        return new Edit(at, at, lead + element);
    }

    private static boolean isComment(String rest) {
        return rest.isEmpty()
                || (rest.startsWith("<!--") && rest.endsWith("-->") && rest.indexOf("-->") == rest.length() - 3);
    }

    private String blanksBefore(int offset) {
        int start = offset;
        while (start > 0 && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t')) {
            start--;
        }
        return text.substring(start, offset);
    }

    private boolean isBlank(int start, int end) {
        return text.substring(start, end).trim().isEmpty();
    }

    private int startOfLine(int offset) {
        int start = offset;
        while (start > 0 && text.charAt(start - 1) != '\n' && text.charAt(start - 1) != '\r') {
            start--;
        }
        return start;
    }

    private int startOfBreak(int lineStart) {
        return lineStart >= 2 && text.charAt(lineStart - 1) == '\n' && text.charAt(lineStart - 2) == '\r'
                ? lineStart - 2
                : lineStart - 1;
    }

    private int endOfLine(int offset) {
        int end = offset;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** The text with an edit made. */
    public String apply(Edit edit) {
        return text.substring(0, edit.start()) + edit.replacement() + text.substring(edit.end());
    }
}
