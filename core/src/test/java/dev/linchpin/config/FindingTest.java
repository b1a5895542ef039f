package dev.linchpin.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.linchpin.danger.OverridePins;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingTest {
    private static final Finding NOTE = Finding.of("a-note", Severity.NOTE, Optional.empty(), "it is so");

    @Test
    void has_no_place_in_its_text_if_it_has_none() {
        assertEquals("it is so [a-note]", NOTE.toString());
    }

    @Test
    void refuses_a_file_for_an_error_alone() {
        assertThrows(IllegalArgumentException.class, () -> new PolicyFileException(List.of(NOTE)));
    }

    /** Applications send exceptions from one process to another. */
    @Test
    void a_refusal_keeps_its_message_when_it_is_serialised() throws IOException, ClassNotFoundException {
        PolicyFileException refusal =
                assertThrows(PolicyFileException.class, () -> NetworkSecurityConfig.parse("<other/>"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(refusal);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            PolicyFileException read = (PolicyFileException) in.readObject();
            assertEquals(refusal.getMessage(), read.getMessage());
            assertEquals(List.of(), read.findings());
        }
    }

    @Test
    void an_edit_is_of_a_range() {
        assertThrows(IllegalArgumentException.class, () -> new Edit(-1, 0, ""));
        assertThrows(IllegalArgumentException.class, () -> new Edit(2, 1, ""));
        assertEquals(new Edit(1, 1, "x"), new Edit(1, 1, "x"));
    }

    @Test
    void pins_are_overridden_for_a_reason() {
        assertThrows(IllegalArgumentException.class, () -> OverridePins.because(" "));
        assertEquals(
                "pins are overridden because of that",
                OverridePins.because("of that").toString());
    }
}
