package dev.linchpin.internal.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where each piece of a document stands. */
class XmlDocumentTest {
    @Test
    void finds_attributes_whatever_their_quotes_blanks_and_neighbours() throws XmlException {
        String text = "<a xmlns:x='urn:x'\n\txb=\"1\" x:b = '2>' \r\nb=\"x:b='3'\"c='&lt;'/>".replace("\"c", "\" c");
        XmlElement element = XmlDocument.parse(text);
        assertEquals(
                List.of("xb=\"1\"", "x:b = '2>'", "b=\"x:b='3'\"", "c='&lt;'"),
                element.attributes().stream()
                        .map(one -> piece(text, one.whole()))
                        .toList());
        assertEquals(
                List.of("1", "2>", "x:b='3'", "&lt;"),
                element.attributes().stream()
                        .map(one -> piece(text, one.content()))
                        .toList());
        assertEquals("2>", element.attribute("urn:x", "b").orElseThrow().value());
        assertEquals("<", element.attribute("", "c").orElseThrow().value());
    }

    @Test
    void finds_tags_among_what_looks_like_tags() throws XmlException {
        String text =
                "<?p <x> ?><!-- <y> --><a z='<'><![CDATA[<b/>]]><c><!-- </c> --></c></a>".replace("'<'", "'&lt;>'");
        XmlElement root = XmlDocument.parse(text);
        XmlElement child = root.children().get(0);
        assertEquals("<c><!-- </c> --></c>", piece(text, child.whole()));
        assertEquals("<!-- </c> -->", piece(text, child.inside()));
        assertEquals("<a z='&lt;>'>", piece(text, root.startTag()));
        assertEquals("</a>", piece(text, root.endTag()));
    }

    @Test
    void an_element_of_one_tag_has_nothing_inside() throws XmlException {
        XmlElement element = XmlDocument.parse("<a/>");
        assertEquals(element.startTag(), element.endTag());
        assertEquals(new XmlRange(4, 4), element.inside());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a>x</a>|x",
                "<a> <!-- c -->x<!-- c --> </a>|x",
                "<a>x<!-- c -->y</a>|",
                "<a>x<b/></a>|",
                "<a><b/></a>|",
                "<a><b/>x</a>|",
                "<a> </a>|",
                "<a/>|"
            })
    void has_an_only_text_or_none(String xml, String text) throws XmlException {
        assertEquals(text, XmlDocument.parse(xml).onlyText().orElse(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void says_on_which_line_a_document_is_broken(String lineBreak) {
        String text = "<a>" + lineBreak + "  <b>" + lineBreak + "</a>";
        XmlException fault = assertThrows(XmlException.class, () -> XmlDocument.parse(text));
        assertTrue(fault.offset() > text.indexOf("<b>") && fault.offset() <= text.length(), "at " + fault.offset());
    }

    @Test
    void refuses_more_elements_than_a_tree_may_have() {
        XmlException fault =
                assertThrows(XmlException.class, () -> XmlDocument.parse("<a>" + "<b/>".repeat(1_000_000) + "</a>"));
        assertTrue(String.valueOf(fault.getMessage()).contains("1000000 elements"), fault.getMessage());
    }

    @Test
    void refuses_more_attributes_than_an_element_may_have() {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < 65; i++) {
            attributes.append(" a").append(i).append("=''");
        }
        assertThrows(XmlException.class, () -> XmlDocument.parse("<a" + attributes + "/>"));
    }

    @ParameterizedTest
    @CsvSource({"FE,FF,true", "FF,FE,true", "00,3C,true", "3C,00,true", "FE,20,false", "FF,20,false", "C3,BC,false"})
    void names_utf_16_by_its_first_bytes(String first, String second, boolean utf16) {
        byte[] bytes = {(byte) Integer.parseInt(first, 16), (byte) Integer.parseInt(second, 16), '<'};
        String message = "";
        try {
            XmlText.decode(bytes);
        } catch (XmlException e) {
            message = String.valueOf(e.getMessage());
        }
        assertEquals(utf16, message.contains("UTF-16"), message);
    }

    @Test
    void decodes_what_is_shorter_than_a_byte_order_mark() throws XmlException {
        assertEquals("<", XmlText.decode("<".getBytes(StandardCharsets.UTF_8)));
        assertEquals("", XmlText.decode(new byte[0]));
    }

    @Test
    void content_is_read_only() throws XmlException {
        List<Object> content = XmlDocument.parse("<a>x</a>").content();
        assertThrows(UnsupportedOperationException.class, () -> content.add("y"));
        assertFalse(content.isEmpty());
    }

    private static String piece(String text, XmlRange range) {
        return text.substring(range.start(), range.end());
    }
}
