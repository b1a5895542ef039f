package dev.linchpin.android;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.linchpin.android.CompiledXml.Attribute;
import dev.linchpin.android.CompiledXml.Start;
import dev.linchpin.android.CompiledXml.Text;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code aapt2 dump xmltree} shows of files that aapt2 2.19 has compiled, is what they are compiled to here. */
class CompiledXmlTest {
    private static final Map<String, Integer> RESOURCES = Map.of("raw/ca", 0x7f010000);

    private static List<String> texts(String content) throws NotCompiledException {
        return CompiledXml.compile("<a>" + content + "</a>", RESOURCES).nodes().stream()
                .filter(Text.class::isInstance)
                .map(node -> ((Text) node).text())
                .toList();
    }

    private static List<Attribute> attributes(String attributes) throws NotCompiledException {
        return ((Start) CompiledXml.compile("<a " + attributes + "/>", RESOURCES)
                        .nodes()
                        .get(0))
                .attributes();
    }

    private static AttributeValue value(String text) throws NotCompiledException {
        return AttributeValue.compile(text, RESOURCES);
    }

    @Test
    void a_comment_makes_two_texts_of_one() throws NotCompiledException {
        assertEquals(List.of("a", "b.example"), texts("a<!-- c -->b.example"));
        assertEquals(List.of("c.example"), texts("<!-- c -->c.example<!-- d -->"));
        assertEquals(List.of(" y "), texts("  <!-- x --> y <!-- z -->  "));
    }

    @Test
    void neither_cdata_nor_an_instruction_does() throws NotCompiledException {
        assertEquals(List.of("xcd.exampley"), texts("x<![CDATA[cd.example]]>y"));
        assertEquals(List.of("pipi"), texts("pi<?php x?>pi"));
        assertEquals(List.of(" cd2 "), texts(" <![CDATA[ cd2 ]]> "));
    }

    @Test
    void white_space_alone_is_no_text_and_one_blank_at_the_ends() throws NotCompiledException {
        assertEquals(List.of(), texts(" \n "));
        assertEquals(List.of(), texts("<![CDATA[ ]]>"));
        assertEquals(List.of(" nl.example "), texts("\n     nl.example\n  "));
        assertEquals(List.of("in  ner\n   x"), texts("in  ner\n   x"));
        assertEquals(List.of("\u00a0"), texts("&#160;"));
    }

    @Test
    void backslashes_are_resolved_in_attributes_only() throws NotCompiledException {
        assertEquals(List.of("a\\u0041\\n"), texts("a\\u0041\\n"));
        assertEquals("Ab\n\t@x", value("\\u0041b\\n\\t\\@x").text());
        assertEquals("qx", value("\\qx\\").text());
        assertEquals("", value("x\\u12zz").text());
    }

    @ParameterizedTest
    @CsvSource({
        "true,0x12,-1",
        "True,0x12,-1",
        "TRUE,0x12,-1",
        "' true ',0x12,-1",
        "false,0x12,0",
        "1,0x10,1",
        "01,0x10,1",
        "+1,0x10,1",
        "-1,0x10,-1",
        "-2147483648,0x10,-2147483648",
        "0x1,0x11,1",
        "0X1F,0x11,31",
        "0xFFFFFFFF,0x11,-1",
        "#fff,0x1f,-1",
        "#12345678,0x1c,0x12345678",
        "@raw/ca,0x01,0x7f010000",
        "@com.app:raw/ca,0x01,0x7f010000",
        "' @raw/ca ',0x01,0x7f010000",
        "@null,0x01,0",
        "@empty,0x00,1"
    })
    void attributes_that_look_like_something_are_it(String text, String type, String data) throws NotCompiledException {
        assertEquals(new AttributeValue(null, Integer.decode(type), Integer.decode(data)), value(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "tRUE",
                "",
                " ",
                "SHA-256",
                " SHA-256 ",
                "2027-01-01",
                "0x",
                "1f",
                "0x-1",
                "--1",
                "#ff",
                "@",
                "?",
                "@foo",
                "@0x7f010000",
                "@2027-01-01",
                "@ foo/x",
                "system",
                "TRUE\u00a0",
                "\u0663"
            })
    void others_are_text(String text) throws NotCompiledException {
        assertEquals(new AttributeValue(text, 3, 0), value(text));
    }

    @Test
    void resources_that_do_not_exist_break_the_build() {
        for (String text : List.of("@raw/nope", "@string/x", "?foo", "?2020-01-01")) {
            assertThrows(NotCompiledException.class, () -> value(text), text);
        }
    }

    @Test
    void attributes_are_sorted_and_those_of_tools_are_gone() throws NotCompiledException {
        assertEquals(
                List.of(
                        new Attribute("", "b", new AttributeValue("no", 3, 0)),
                        new Attribute("", "c", new AttributeValue("no", 3, 0)),
                        new Attribute("urn:x", "a", new AttributeValue("no", 3, 0))),
                attributes(
                        "xmlns:x='urn:x' xmlns:t='http://schemas.android.com/tools' x:a='no' t:d='no' c='no' b='no'"));
    }

    @Test
    void entities_of_the_file_are_resolved_and_others_not_fetched() throws NotCompiledException {
        String internal = "<!DOCTYPE a [<!ENTITY e 'value'>]><a>&e;z</a>";
        assertEquals(
                new Text("valuez", 1),
                CompiledXml.compile(internal, RESOURCES).nodes().get(1));
        String external = "<!DOCTYPE a SYSTEM 'file:///nowhere.dtd'><a>z</a>";
        assertEquals(
                new Text("z", 1),
                CompiledXml.compile(external, RESOURCES).nodes().get(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<a x='1' x='2'/>", "<a p:x='1'/>", "<a/><b/>", "<a>&#1;</a>", "<a>x</a>y", "<a>&foo;</a>", ""})
    void what_is_not_well_formed_is_not_built(String text) {
        assertThrows(NotCompiledException.class, () -> CompiledXml.compile(text, RESOURCES));
    }
}
