package dev.linchpin.cli.lint;

import dev.linchpin.cli.command.Json;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.key.ChainFile;
import dev.linchpin.cli.policy.AtomicFile;
import dev.linchpin.cli.policy.PolicyFile;
import dev.linchpin.cli.policy.PolicyFormat;
import dev.linchpin.cli.policy.PolicyFormats;
import dev.linchpin.config.Severity;
import dev.linchpin.config.lint.PolicyLint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linchpin lint}. */
@Command(
        name = "lint",
        description = {
            "Says what is wrong with policy files before they ship: pins that are none, sets that lock users out, hosts that are"
                    + " not covered as they seem to be.",
            "",
            "A FILE is Android's network_security_config.xml, or - for standard input. Nothing is fetched.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:No finding is as severe as --fail-on.",
            "1:One is.",
            "2:Bad usage, or a file that cannot be read or written."
        })
public final class PolicyLintCommand implements Callable<Integer> {
    private static final int MAX_DAYS = 3650;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A policy file, or - for standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "How the files are written (android); what they seem to be unless given.")
    private @Nullable String format;

    @Option(
            names = "--chain",
            paramLabel = "FILE",
            description =
                    "Certificates (PEM or DER) that the pins are for: tells what a wrong pin is a hash of, and which"
                            + " certificates the right ones are of.")
    private @Nullable Path chain;

    @Option(
            names = "--warn-days",
            paramLabel = "N",
            defaultValue = "30",
            description = "Warn of pins that end within this many days; ${DEFAULT-VALUE} unless given.")
    private int warnDays;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "error",
            description =
                    "The least severity that makes the exit code 1: error, warning or note; ${DEFAULT-VALUE} unless given.")
    private String failOn = "error";

    @Option(
            names = "--fix",
            description = "Write the files anew with what has one safe answer mended, and tell what is left.")
    private boolean fix;

    @Option(names = "--json", description = "Print {findings: [{rule, severity, file, line, column, message, ...}]}.")
    private boolean json;

    @Option(names = "--sarif", paramLabel = "FILE", description = "Also write SARIF 2.1.0; with - print nothing else.")
    private @Nullable String sarif;

    public PolicyLintCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Severity least = checkUsage();
        PolicyFormat wanted = format == null ? null : wanted(format);
        PolicyLint.Builder options = lint();
        PolicyLint lint = options.build();
        PolicyLint all = options.maxFindings(Integer.MAX_VALUE).build();
        boolean quiet = json || "-".equals(sarif);
        LintPrinter printer = new LintPrinter(terminal);
        List<LintedFile> read = new ArrayList<>();
        boolean failed = false;
        for (String name : files) {
            try {
                LintedFile linted = look(name, wanted, lint, all);
                if (!quiet) {
                    printer.print(linted);
                }
                read.add(linted);
            } catch (IllegalArgumentException e) {
                terminal.complain(nameOf(name) + ": " + e.getMessage());
                failed = true;
            }
        }
        if (json) {
            terminal.printJson(LintJson.of(read));
        } else if (!quiet && !read.isEmpty()) {
            printer.summary();
        }
        writeSarif(read);
        if (failed) {
            return 2;
        }
        return read.stream()
                        .flatMap(linted -> linted.findings().stream())
                        .anyMatch(finding -> finding.severity().compareTo(least) <= 0)
                ? 1
                : 0;
    }

    private Severity checkUsage() {
        if (warnDays < 0 || warnDays > MAX_DAYS) {
            throw badUsage("--warn-days " + warnDays + " is not between 0 and " + MAX_DAYS);
        }
        if (json && "-".equals(sarif)) {
            throw badUsage("--json and --sarif - both want standard output, expected one of them");
        }
        if (fix && files.contains("-")) {
            throw badUsage("--fix needs a file to write, and standard input is none");
        }
        for (Severity severity : Severity.values()) {
            if (LintPrinter.word(severity).equals(failOn.toLowerCase(Locale.ROOT))) {
                return severity;
            }
        }
        throw badUsage("--fail-on is \"" + failOn + "\", expected error, warning or note");
    }

    private PolicyFormat wanted(String name) {
        try {
            return PolicyFormats.named(name);
        } catch (IllegalArgumentException e) {
            throw badUsage("--format: " + e.getMessage());
        }
    }

    private PolicyLint.Builder lint() {
        PolicyLint.Builder lint = PolicyLint.builder().warnDays(warnDays).publicSuffixes(new KnownSuffixes());
        if (chain != null) {
            try {
                lint.chain(ChainFile.read(chain)).build(); // which reads the keys
            } catch (IllegalArgumentException e) {
                throw badUsage("--chain " + chain + ": " + e.getMessage());
            }
        }
        return lint;
    }

    /** @param all lint that leaves nothing out, to compare by */
    private LintedFile look(String name, @Nullable PolicyFormat wanted, PolicyLint lint, PolicyLint all) {
        if (name.equals("-")) {
            try {
                PolicyFile file = PolicyFile.read("standard input", terminal.in(), wanted);
                return new LintedFile(name, file, lint.check(file.inspection()));
            } catch (IOException e) {
                throw new IllegalArgumentException("it cannot be read: " + e.getMessage(), e);
            }
        }
        Path path = path(name);
        PolicyFile file = PolicyFile.open(path, wanted);
        LintedFile linted = new LintedFile(name, file, lint.check(file.inspection()));
        return fix ? mended(path, linted, lint, all) : linted;
    }

    private LintedFile mended(Path path, LintedFile linted, PolicyLint lint, PolicyLint all) {
        PolicyFile file = linted.file();
        Mending mending = new Mending(
                        file.text(),
                        all.check(file.inspection()),
                        text -> all.check(file.withText(text).inspection()))
                .run();
        if (mending.mended() == 0) {
            return linted;
        }
        try {
            AtomicFile.replace(path, bytes(file.text()), bytes(mending.text()));
        } catch (IOException e) {
            throw new IllegalArgumentException("it cannot be mended: " + e.getMessage(), e);
        }
        terminal.tell(
                linted.name() + ": mended " + mending.mended() + (mending.mended() == 1 ? " finding" : " findings"));
        PolicyFile mended = file.withText(mending.text());
        return new LintedFile(linted.name(), mended, lint.check(mended.inspection()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("it is no name of a file", e);
        }
    }

    private void writeSarif(List<LintedFile> all) {
        if ("-".equals(sarif)) {
            terminal.printJson(Sarif.of(all));
        } else if (sarif != null) {
            try {
                Files.writeString(path(sarif), Json.write(Sarif.of(all)) + "\n");
            } catch (IOException | IllegalArgumentException e) {
                throw badUsage("cannot write --sarif " + sarif + ": " + e.getMessage());
            }
        }
    }

    private static String nameOf(String file) {
        return file.equals("-") ? "standard input" : file.isEmpty() ? "\"\"" : file;
    }

    private ParameterException badUsage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
