package dev.linchpin.config;

import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.xml.XmlDocument;
import dev.linchpin.internal.xml.XmlElement;
import dev.linchpin.internal.xml.XmlException;
import dev.linchpin.internal.xml.XmlRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A property list of Apple's in its XML form, as much of it as policies need: dictionaries, arrays, strings and booleans, each with its
 * place. Every list declares Apple's document type, which is looked over here and never fetched; any other is refused.
 */
final class PropertyList {
    private static final Pattern DOCUMENT_TYPE = Pattern.compile("<!DOCTYPE\\s+plist\\s+PUBLIC\\s+"
            + "\"-//Apple(?: Computer)?//DTD PLIST 1\\.0//EN\"\\s+"
            + "\"https?://www\\.apple\\.com/DTDs/PropertyList-1\\.0\\.dtd\"\\s*>");

    private static final String BINARY = "bplist";

    private final SourceText source;
    private final Findings findings;

    private PropertyList(SourceText source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    /** A value of a dictionary, and the key before it. */
    record Entry(XmlElement key, XmlElement value) {}

    /** Reads from a text; what is wrong with it is added to the findings. */
    static PropertyList of(SourceText source, Findings findings) {
        return new PropertyList(source, findings);
    }

    /** The dictionary that the list is; nothing if it is none, which is then a finding. */
    Optional<Map<String, Entry>> root() {
        if (source.text().startsWith(BINARY)) {
            return fault(new XmlRange(0, 0), "the property list is binary, expected XML: plutil -convert xml1");
        }
        XmlElement plist;
        try {
            plist = XmlDocument.parse(withoutDocumentType(source.text()));
        } catch (XmlException e) {
            int offset = Math.min(e.offset(), source.text().length());
            return fault(new XmlRange(offset, offset), String.valueOf(e.getMessage()));
        }
        List<XmlElement> values = plist.children();
        if (!plist.is("plist") || values.size() != 1 || !values.get(0).is("dict")) {
            return fault(plist.startTag(), "the file is no property list that holds a dictionary, expected one");
        }
        return Optional.of(dictionary(values.get(0)));
    }

    private Optional<Map<String, Entry>> fault(XmlRange where, String message) {
        findings.error("malformed-plist", where, message);
        return Optional.empty();
    }

    /** As many characters as before, so that every place stays what it is. */
    private static String withoutDocumentType(String text) {
        Matcher type = DOCUMENT_TYPE.matcher(text);
        if (!type.find()) {
            return text;
        }
        StringBuilder blank = new StringBuilder(text);
        for (int i = type.start(); i < type.end(); i++) {
            if (text.charAt(i) > ' ') {
                blank.setCharAt(i, ' ');
            }
        }
        return blank.toString();
    }

    /** What stands under each key, in the order of the file. */
    Map<String, Entry> dictionary(XmlElement element) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (!element.is("dict")) {
            wrongKind(element, "a dictionary");
            return entries;
        }
        List<XmlElement> children = element.children();
        for (int i = 0; i < children.size(); i += 2) {
            XmlElement key = children.get(i);
            if (!key.is("key")
                    || i + 1 == children.size()
                    || children.get(i + 1).is("key")) {
                findings.error(
                        "malformed-plist",
                        key.startTag(),
                        "in a dictionary stands a " + Quoted.plain(key.name()) + " alone, expected a key and a value");
                return entries;
            }
            String name = text(key);
            if (entries.putIfAbsent(name, new Entry(key, children.get(i + 1))) != null) {
                findings.error(
                        "duplicate-key",
                        key.whole(),
                        "the key " + Quoted.of(name) + " stands here twice, expected once");
            }
        }
        return entries;
    }

    /** The dictionary under a key, and nothing if there is none. */
    Optional<Map<String, Entry>> dictionary(Map<String, Entry> parent, String key) {
        return Optional.ofNullable(parent.get(key)).map(entry -> dictionary(entry.value()));
    }

    List<XmlElement> array(XmlElement element) {
        if (!element.is("array")) {
            wrongKind(element, "an array");
            return List.of();
        }
        return element.children();
    }

    /** Only {@code <true/>} and {@code <false/>}: a string that says so counts to some readers, and not to others. */
    Optional<Boolean> bool(Map<String, Entry> parent, String key) {
        Entry entry = parent.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.value().is("true") || entry.value().is("false")) {
            return Optional.of(entry.value().is("true"));
        }
        wrongKind(entry.value(), "<true/> or <false/>");
        return Optional.empty();
    }

    Optional<Located> string(XmlElement element) {
        if (!element.is("string")) {
            wrongKind(element, "a string");
            return Optional.empty();
        }
        return Optional.of(located(element));
    }

    /** The text of a key or a string, white space and all, and where it stands. */
    Located located(XmlElement element) {
        return Located.at(source.position(element.inside()), text(element));
    }

    private String text(XmlElement element) {
        List<Object> content = new ArrayList<>(element.content());
        if (content.isEmpty()) {
            return "";
        }
        if (content.size() == 1 && content.get(0) instanceof String text) {
            return text;
        }
        findings.error(
                "malformed-plist",
                element.startTag(),
                "the " + Quoted.plain(element.name()) + " holds more than one text, expected that alone");
        return "";
    }

    private void wrongKind(XmlElement element, String expected) {
        findings.error(
                "plist-type",
                element.whole(),
                "here stands a " + Quoted.plain(element.name()) + ", expected " + expected);
    }
}
