package dev.linchpin.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvocationTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "unset",
            value = {"unset, 80", "'', 80", "wide, 80", "-3, 80", "120, 120", "20, 55", "99999999999, 80"})
    void takes_the_width_of_help_from_the_shell(String columns, int width) {
        assertEquals(width, Invocation.width(columns));
    }
}
