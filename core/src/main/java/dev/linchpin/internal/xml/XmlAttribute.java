package dev.linchpin.internal.xml;

/**
 * An attribute.
 *
 * @param namespace empty if it has none
 * @param value with references replaced, as the parser gives it
 * @param whole from its name to the closing quotation mark
 * @param content what stands between the quotation marks
 */
public record XmlAttribute(String namespace, String name, String value, XmlRange whole, XmlRange content) {}
