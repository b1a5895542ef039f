package dev.linchpin.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Runs twice, on class paths that differ in the version of Retrofit. */
class RetrofitTest {
    private static final FrameworksTable TABLE = FrameworksTable.read();

    @Test
    void does_what_the_table_says() throws Exception {
        Framework retrofit = HttpFrameworks.retrofit();
        assertEquals(System.getProperty("retrofit.version", retrofit.version()), retrofit.version());
        TABLE.hold(retrofit, Played.by(retrofit));
    }

    @AfterAll
    static void accept() throws IOException {
        TABLE.writeIfAccepted();
    }
}
