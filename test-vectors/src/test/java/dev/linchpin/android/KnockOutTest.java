package dev.linchpin.android;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KnockOutTest {
    private static String row(KnockOut one) {
        String owner = one.owner().isEmpty() ? "every class" : "`" + one.owner().replace('/', '.') + "`";
        String methods = one.methods().isEmpty()
                ? "native ones"
                : new TreeSet<>(one.methods())
                        .stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        String instead = one.instead().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "| " + owner + " | " + methods + " | " + instead + " | " + one.reason() + " |";
    }

    @Test
    void the_documentation_lists_all_that_is_knocked_out() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("../docs/android.md")).stream()
                .dropWhile(line -> !line.startsWith("| class | methods |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        assertEquals(KnockOut.ALL.stream().map(KnockOutTest::row).toList(), documented);
    }
}
