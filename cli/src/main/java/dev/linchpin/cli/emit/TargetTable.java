package dev.linchpin.cli.emit;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.target.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code --list} prints. */
final class TargetTable {
    private TargetTable() {}

    static void print(List<Target> targets, Terminal terminal) {
        int name = width(targets.stream().map(Target::name).toList());
        int title = width(targets.stream().map(Target::title).toList());
        int run = width(targets.stream().map(target -> target.run().toString()).toList());
        for (Target target : targets) {
            terminal.line()
                    .styled("bold", padded(target.name(), name))
                    .text("  " + padded(target.title(), title) + "  ")
                    .text(
                            target.reason().isEmpty()
                                    ? target.run().toString()
                                    : padded(target.run().toString(), run) + "  " + target.reason())
                    .print();
        }
        terminal.print("");
        terminal.print(
                "live: driven at hostile and genuine servers by the tests; parsed: read back by the platform's own reader, or one");
        terminal.print("that is compared with it; compiled: a compiler accepts it; not run: nothing of it runs here");
    }

    static List<Map<String, Object>> fields(List<Target> targets) {
        return targets.stream().map(TargetTable::fields).toList();
    }

    private static Map<String, Object> fields(Target target) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("target", target.name());
        fields.put("language", target.language());
        fields.put("run", target.run());
        fields.put("reason", target.reason());
        return fields;
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
