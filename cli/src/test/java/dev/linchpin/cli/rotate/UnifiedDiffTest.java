package dev.linchpin.cli.rotate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
    @Test
    void shows_three_lines_around_the_change() {
        assertEquals(
                List.of("--- f", "+++ f", "@@ -2,6 +2,7 @@", " b", " c", " d", "+x", " e", " f", " g"),
                UnifiedDiff.of("f", "a\nb\nc\nd\ne\nf\ng\nh\n", "a\nb\nc\nd\nx\ne\nf\ng\nh\n"));
        assertEquals(
                List.of("--- f", "+++ f", "@@ -1,2 +1,1 @@", " a", "-b"), UnifiedDiff.of("f", "a\r\nb\r\n", "a\r\n"));
        assertEquals(List.of("--- f", "+++ f", "@@ -0,0 +1,1 @@", "+a"), UnifiedDiff.of("f", "", "a"));
        assertEquals(List.of(), UnifiedDiff.of("f", "a\n", "a\n"));
    }
}
