package dev.linchpin.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The manual page of a command, in the macros of man(7). Picocli writes AsciiDoc, and what makes a page of that is larger than the rest
 * of the build; all that a page needs stands in picocli's model.
 */
final class ManPage {
    private static final int ONE_LINE = 10_000;

    private final CommandLine command;
    private final String version;
    private final StringBuilder roff = new StringBuilder();

    ManPage(CommandLine command, String version) {
        this.command = command;
        this.version = version;
    }

    /** Of the page, as a user asks for it: {@code linchpin-vectors-lint}. */
    String name() {
        return nameOf(command);
    }

    private static String nameOf(CommandLine command) {
        return command.getCommandSpec().qualifiedName("-");
    }

    String roff() {
        roff.setLength(0);
        CommandSpec spec = command.getCommandSpec();
        UsageMessageSpec usage = spec.usageMessage();
        List<String> paragraphs = paragraphs(usage.description());
        request("TH", name().toUpperCase(Locale.ROOT), "1", "", "Linchpin " + version, "Linchpin");
        section("NAME");
        line(name() + " - " + withoutFullStop(paragraphs.get(0)));
        section("SYNOPSIS");
        line(synopsis());
        section("DESCRIPTION");
        for (String paragraph : paragraphs) {
            request("PP");
            line(paragraph);
        }
        arguments(spec);
        commands();
        exitStatus(usage.exitCodeList());
        seeAlso();
        return roff.toString();
    }

    private String synopsis() {
        CommandLine.Help help =
                new CommandLine.Help(command.getCommandSpec(), CommandLine.Help.defaultColorScheme(Ansi.OFF));
        int width = command.getUsageHelpWidth();
        command.setUsageHelpWidth(ONE_LINE);
        try {
            return help.synopsis(0).strip();
        } finally {
            command.setUsageHelpWidth(width);
        }
    }

    private void arguments(CommandSpec spec) {
        List<ArgSpec> shown = new ArrayList<>(spec.positionalParameters());
        shown.addAll(spec.options());
        shown.removeIf(ArgSpec::hidden);
        if (!shown.isEmpty()) {
            section("OPTIONS");
        }
        for (ArgSpec argument : shown) {
            item(termOf(argument), String.join(" ", argument.description()));
        }
    }

    private static String termOf(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return argument.paramLabel();
        }
        String names = String.join(", ", option.names());
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    private void commands() {
        Collection<CommandLine> children = command.getSubcommands().values();
        if (!children.isEmpty()) {
            section("COMMANDS");
        }
        for (CommandLine child : children) {
            item(
                    child.getCommandName(),
                    paragraphs(child.getCommandSpec().usageMessage().description())
                            .get(0));
        }
    }

    private void exitStatus(Map<String, String> codes) {
        if (!codes.isEmpty()) {
            section("EXIT STATUS");
        }
        codes.forEach(this::item);
    }

    private void seeAlso() {
        List<CommandLine> related = new ArrayList<>();
        if (command.getParent() != null) {
            related.add(command.getParent());
        }
        related.addAll(command.getSubcommands().values());
        if (!related.isEmpty()) {
            section("SEE ALSO");
            line(related.stream().map(other -> nameOf(other) + "(1)").collect(Collectors.joining(", ")));
        }
    }

    private static List<String> paragraphs(String[] lines) {
        return List.of(lines).stream().filter(line -> !line.isBlank()).toList();
    }

    private static String withoutFullStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private void section(String title) {
        request("SH", title);
    }

    private void item(String term, String text) {
        request("TP");
        roff.append(".B ").append(escaped(term)).append('\n');
        line(text);
    }

    private void request(String macro, String... arguments) {
        roff.append('.').append(macro);
        for (String argument : arguments) {
            roff.append(" \"").append(escaped(argument)).append('"');
        }
        roff.append('\n');
    }

    /** A line of text, which is no request whatever it begins with. */
    private void line(String text) {
        String escaped = escaped(text);
        roff.append(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "")
                .append(escaped)
                .append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("\"", "\\(dq")
                .replace("\n", " ");
    }
}
