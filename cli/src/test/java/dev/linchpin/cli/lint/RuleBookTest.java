package dev.linchpin.cli.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.cli.command.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The catalogue against docs/lint.md, which a test of core compares with the rules that there are. */
class RuleBookTest {
    @Test
    void names_the_rules_and_severities_that_the_document_has() throws IOException {
        List<String> documented = new ArrayList<>();
        String rule = "";
        for (String line : Files.readAllLines(Checkout.find().orElseThrow().resolve("docs/lint.md"))) {
            if (line.startsWith("### ")) {
                rule = line.substring(4);
            } else if (line.matches("\\*(Error|Warning|Note)\\.\\* .*")) {
                documented.add(rule + " " + line.substring(1, line.indexOf('.')).toUpperCase(Locale.ROOT));
            }
        }
        List<String> catalogue = RuleBook.all().stream()
                .map(one -> one.id() + " " + one.severity())
                .toList();
        assertEquals(new TreeSet<>(documented), new TreeSet<>(catalogue));
        assertEquals(documented.size(), catalogue.size());
    }

    @Test
    void is_in_order_and_finds_what_it_has() {
        List<String> ids = RuleBook.all().stream().map(RuleBook.Rule::id).toList();
        assertEquals(ids.stream().sorted().collect(Collectors.toList()), ids);
        assertEquals(0, RuleBook.indexOf(ids.get(0)));
        assertEquals(-1, RuleBook.indexOf("unheard-of"));
    }
}
