package dev.linchpin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain text, with: signs",
                "B\u00fccher \u4f8b\u5b50 \u0915\u094d",
                "\ud842\udfb7 \ud83d\ude00"
            })
    void leaves_text_in_any_script_as_it_is(String text) {
        assertEquals('"' + text + '"', Quoted.of(text));
        assertEquals(text, Quoted.plain(text));
    }

    /** One of each kind: controls, formats, separators, spaces that are none, private use, unassigned, half a pair, fillers. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0, '\n', 0x7f, 0x9b, 0xad, 0x61c, 0x200b, 0x200e, 0x2028, 0x2029, 0x202e, 0x2069, 0xfeff, 0xa0, 0x3000,
                0xe000, 0x378, 0xffff, 0xd800, 0xdfff, 0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180f, 0x3164,
                0xfe00, 0xfe0f, 0xffa0
            })
    void escapes_what_does_not_show(int character) {
        assertEquals(String.format("a\\u%04xb", character), Quoted.plain("a" + (char) character + "b"));
    }

    @Test
    void escapes_both_halves_of_what_does_not_show() {
        assertEquals("\\udb40\\udc41", Quoted.plain("\udb40\udc41")); // a tag
        assertEquals("\\udbc0\\udc00", Quoted.plain("\udbc0\udc00")); // private use
        assertEquals("\\ud83f\\udffe", Quoted.plain("\ud83f\udffe")); // a noncharacter
        assertEquals("\\udb40\\udd00", Quoted.plain("\udb40\udd00")); // a variation selector
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0x34e, 0x350, 0x115e, 0x1161, 0x17b3, 0x17b6, 0x180a, 0x1810, 0x3163, 0x3165, 0xfdfd, 0xfe10, 0xff9f
            })
    void leaves_the_neighbours_of_what_does_not_show(int character) {
        String text = String.valueOf((char) character);
        assertEquals(text, Quoted.plain(text));
    }

    @Test
    void cuts_long_text_between_characters() {
        assertEquals("x".repeat(120), Quoted.plain("x".repeat(120)));
        assertEquals("x".repeat(120) + "\u2026", Quoted.plain("x".repeat(121)));
        String pair = "\ud842\udfb7";
        assertEquals("x".repeat(119) + pair + "\u2026", Quoted.plain("x".repeat(119) + pair + "y"));
    }
}
