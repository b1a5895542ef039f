package dev.linchpin.internal.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** An element and what it holds. Complete, and no longer changed, once {@link XmlDocument#parse} has returned it. */
public final class XmlElement {
    private final String namespace;
    private final String name;
    private final XmlRange startTag;
    private final List<XmlAttribute> attributes;
    private final List<Object> content = new ArrayList<>();
    private XmlRange endTag;

    XmlElement(String namespace, String name, XmlRange startTag, List<XmlAttribute> attributes) {
        this.namespace = namespace;
        this.name = name;
        this.startTag = startTag;
        this.attributes = List.copyOf(attributes);
        this.endTag = startTag;
    }

    /** Empty if it has none. */
    public String namespace() {
        return namespace;
    }

    /** The local name. */
    public String name() {
        return name;
    }

    /** Whether it has this name and no namespace. */
    public boolean is(String plainName) {
        return namespace.isEmpty() && name.equals(plainName);
    }

    /** The attributes in the order in which they were written, declarations of namespaces left out. */
    public List<XmlAttribute> attributes() {
        return attributes;
    }

    public Optional<XmlAttribute> attribute(String namespace, String name) {
        for (XmlAttribute attribute : attributes) {
            if (attribute.namespace().equals(namespace) && attribute.name().equals(name)) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    /**
     * What stands between the tags: a {@link String} for each text, an {@link XmlElement} for each element. A comment is left
     * out, but the text before it and the text behind it are two.
     */
    public List<Object> content() {
        return Collections.unmodifiableList(content);
    }

    /** The text in it if there is exactly one that is not blank, and no element. */
    public Optional<String> onlyText() {
        String found = null;
        for (Object node : content) {
            boolean blank = node instanceof String text && text.trim().isEmpty();
            if (!blank) {
                if (found != null || !(node instanceof String text)) {
                    return Optional.empty();
                }
                found = text;
            }
        }
        return Optional.ofNullable(found);
    }

    public List<XmlElement> children() {
        List<XmlElement> children = new ArrayList<>();
        for (Object node : content) {
            if (node instanceof XmlElement child) {
                children.add(child);
            }
        }
        return children;
    }

    public XmlRange startTag() {
        return startTag;
    }

    /** The same as {@link #startTag} if one tag is both. */
    public XmlRange endTag() {
        return endTag;
    }

    /** From the first tag to the last. */
    public XmlRange whole() {
        return new XmlRange(startTag.start(), endTag.end());
    }

    /** What stands between the tags; nothing if one tag is both. */
    public XmlRange inside() {
        return endTag.equals(startTag)
                ? new XmlRange(startTag.end(), startTag.end())
                : new XmlRange(startTag.end(), endTag.start());
    }

    void add(XmlElement child) {
        content.add(child);
    }

    void add(String text) {
        content.add(text);
    }

    void end(XmlRange tag) {
        endTag = tag;
    }
}
