package dev.linchpin.internal.xml;

import dev.linchpin.internal.Quoted;
import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/**
 * Reads hostile XML: whoever wrote the text can make it refused, and nothing else. There is no DTD and so no entity of its own
 * (XXE, CWE-611; entity expansion, CWE-776), by our own look at the text as well as by the parser's settings, since a class path
 * may bring any parser. Size, depth and counts are bounded. Nothing is fetched.
 */
public final class XmlDocument {
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    private static final String LEXICAL_HANDLER = "http://xml.org/sax/properties/lexical-handler";
    private static final String LOCALE = "http://apache.org/xml/properties/locale";
    private static final Pattern ENCODING = Pattern.compile("encoding\\s*=\\s*[\"']([^\"']*)[\"']");
    private static final Set<String> UTF_8 = Set.of("UTF-8", "UTF8", "US-ASCII", "ASCII");

    private XmlDocument() {}

    /**
     * The root element.
     *
     * @throws XmlException if the text is not well-formed, has a DTD, declares another encoding than UTF-8, or goes beyond a limit
     */
    public static XmlElement parse(String text) throws XmlException {
        if (text.length() > XmlText.MAX_CHARS) {
            throw XmlText.tooLong();
        }
        int start = XmlText.afterByteOrderMark(text);
        if (isBlank(text, start)) {
            throw new XmlException(0, "the file is empty, expected an XML document");
        }
        requireNoDoctype(text);
        requireUtf8(text, start);
        XmlTree tree = new XmlTree(text, start);
        try {
            XMLReader reader = reader();
            reader.setContentHandler(tree);
            reader.setErrorHandler(tree);
            reader.setEntityResolver(tree);
            reader.setProperty(LEXICAL_HANDLER, tree);
            InputSource source = new InputSource(new StringReader(text.substring(start)));
            source.setSystemId("policy"); // Some parsers ask the working directory for one that is missing.
            reader.parse(source);
        } catch (SAXParseException e) {
            throw tree.fault(e);
        } catch (SAXException e) {
            throw e.getCause() instanceof XmlException fault ? fault : tree.fault(String.valueOf(e.getMessage()));
        } catch (IOException | ParserConfigurationException e) {
            throw tree.fault(String.valueOf(e.getMessage()));
        }
        return tree.root();
    }

    private static XMLReader reader() throws ParserConfigurationException, SAXException {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.setNamespaceAware(true);
        set(factory, XMLConstants.FEATURE_SECURE_PROCESSING);
        set(factory, NO_DOCTYPE);
        XMLReader reader = factory.newSAXParser().getXMLReader();
        try {
            reader.setProperty(LOCALE, Locale.ENGLISH);
        } catch (SAXException e) {
            // Another parser's messages are in whatever language they are.
        }
        return reader;
    }

    /** Another parser may know neither feature. */
    private static void set(SAXParserFactory factory, String feature) {
        try {
            factory.setFeature(feature, true);
        } catch (ParserConfigurationException | SAXException e) {
            // The text has no DTD, which is all that these features are asked to make sure of.
        }
    }

    /** Also where it would be harmless, in a comment: a rule that needs no parser cannot be got around by one. */
    private static void requireNoDoctype(String text) throws XmlException {
        int doctype = text.indexOf("<!DOCTYPE");
        if (doctype < 0) {
            doctype = text.indexOf("<!ENTITY");
        }
        if (doctype >= 0) {
            throw new XmlException(doctype, "the file has a DTD, expected none: a policy needs no entities");
        }
    }

    /** The text is decoded already; another parser, which goes by the declaration, would read another one. */
    private static void requireUtf8(String text, int start) throws XmlException {
        int end = text.indexOf("?>", start);
        if (!text.startsWith("<?xml", start) || end < 0) {
            return;
        }
        Matcher declared = ENCODING.matcher(text).region(start, end);
        if (declared.find() && !UTF_8.contains(declared.group(1).toUpperCase(Locale.ROOT))) {
            throw new XmlException(
                    declared.start(1), "the file declares " + Quoted.of(declared.group(1)) + ", expected UTF-8");
        }
    }

    private static boolean isBlank(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) > ' ') {
                return false;
            }
        }
        return true;
    }
}
