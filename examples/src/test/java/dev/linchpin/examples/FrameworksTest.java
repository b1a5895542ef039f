package dev.linchpin.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays the frameworks of docs/frameworks.md, and holds its table to what came of it. {@code -Dframeworks.accept} writes the table
 * anew.
 */
class FrameworksTest {
    private static final FrameworksTable TABLE = FrameworksTable.read();

    static List<Framework> frameworks() {
        return Stream.of(
                        HttpFrameworks.all(),
                        NettyFrameworks.all(),
                        CloudFrameworks.all(),
                        ServiceFrameworks.all(),
                        KtorFrameworks.all())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("frameworks")
    @Timeout(240)
    void does_what_the_table_says(Framework framework) throws Exception {
        TABLE.hold(framework, Played.by(framework));
    }

    @Test
    void every_row_is_a_framework_that_is_played() {
        assertEquals(names(), TABLE.names());
    }

    /** With the versions of Retrofit, which {@link RetrofitTest} plays. */
    static List<String> names() {
        return Stream.concat(
                        Stream.of("Retrofit 2, OkHttp", "Retrofit 3, OkHttp"),
                        frameworks().stream().map(Framework::name))
                .toList();
    }

    @AfterAll
    static void accept() throws IOException {
        TABLE.writeIfAccepted();
    }
}
