package dev.linchpin.cli.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The mark stands below what it points at, whatever the line holds. */
class ExcerptTest {
    private static Excerpt at(String text, String piece) {
        int start = text.indexOf(piece);
        return Excerpt.of(new SourceLines(text), start, start + piece.length(), UnaryOperator.identity());
    }

    @Test
    void marks_a_piece_of_a_line() {
        assertEquals(new Excerpt("one two three", "    ^~~"), at("zero\none two three\r\nfour", "two"));
    }

    @Test
    void marks_the_place_of_what_is_missing() {
        assertEquals(new Excerpt("one", "   ^"), Excerpt.of(new SourceLines("one"), 3, 3, UnaryOperator.identity()));
    }

    @Test
    void marks_what_goes_on_in_the_next_line_up_to_the_end_of_its_first() {
        assertEquals(new Excerpt("<a b", "^~~~"), at("<a b\nc>", "<a b\nc>"));
    }

    @Test
    void shows_tabs_as_blanks() {
        assertEquals(new Excerpt("    <x>", "    ^~~"), at("\t<x>", "<x>"));
    }

    @Test
    void counts_two_columns_for_a_wide_character_and_none_for_an_accent() {
        assertEquals(new Excerpt("漢字 <x>", "     ^~~"), at("漢字 <x>", "<x>"));
        assertEquals(new Excerpt("e\u0301 <x>", "  ^~~"), at("e\u0301 <x>", "<x>"));
        assertEquals(new Excerpt("\ud83d\ude00<x>", "  ^~~"), at("\ud83d\ude00<x>", "<x>"));
        assertEquals("^~~~", at("漢字", "漢字").underline());
    }

    @Test
    void counts_what_is_escaped_as_it_is_shown() {
        Excerpt excerpt = Excerpt.of(new SourceLines("\u001b<x>"), 1, 4, text -> text.replace("\u001b", "\\u{1b}"));
        assertEquals(new Excerpt("\\u{1b}<x>", "      ^~~"), excerpt);
    }

    @Test
    void cuts_a_long_line_around_the_place_and_no_character_in_two() {
        String faces = "\ud83d\ude00".repeat(1_000_000);
        Excerpt excerpt = at(faces + " <x> " + faces, "<x>");
        assertTrue(excerpt.line().length() < 300, excerpt.line());
        assertTrue(excerpt.line().startsWith("...\ud83d\ude00"), excerpt.line());
        assertTrue(excerpt.line().endsWith("\ud83d\ude00..."), excerpt.line());
        assertTrue(excerpt.line().contains(" <x> "), excerpt.line());
    }

    @Test
    void leaves_out_a_byte_order_mark() {
        assertEquals(new Excerpt("<x>", "^~~"), at("\ufeff<x>", "<x>"));
    }
}
