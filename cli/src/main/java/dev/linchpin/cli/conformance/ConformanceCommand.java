package dev.linchpin.cli.conformance;

import dev.linchpin.cli.command.Checkout;
import dev.linchpin.cli.command.Choice;
import dev.linchpin.cli.command.Origin;
import dev.linchpin.cli.command.ReportOptions;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.conformance.Conformance;
import dev.linchpin.conformance.ConformanceReport;
import dev.linchpin.conformance.ImplementationResult;
import dev.linchpin.conformance.report.ReportHtml;
import dev.linchpin.conformance.report.ReportJson;
import dev.linchpin.conformance.report.ReportXml;
import dev.linchpin.format.Provenance.Software;
import dev.linchpin.recipe.Candidate;
import dev.linchpin.vectors.VectorFile;
import dev.linchpin.vectors.VectorFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code linchpin conformance}. */
@Command(
        name = "conformance",
        description = {
            "Judges implementations of pinning, in any language, by the test vectors.",
            "",
            "Runs Linchpin's core and every recipe in test-vectors/recipes whose toolchain is here, or the programs given. "
                    + "docs/conformance.md says how to write one.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Nothing failed unexpectedly, and nothing passed unexpectedly.",
            "1:Something did.",
            "2:Bad usage, or a file that cannot be read or written."
        })
public final class ConformanceCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Candidates candidates;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--implementation",
            paramLabel = "COMMAND",
            description = "Judge this program, a command line for sh, and no other; may be repeated.")
    private List<String> commands = List.of();

    @Option(
            names = "--expected-failures",
            paramLabel = "FILE",
            description = "What the one program given is known to fail: [{\"tcId\", \"reason\"}].")
    private @Nullable Path expectedFailures;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Put cases of this topic only; may be repeated.")
    private List<String> chosenTopics = List.of();

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Put the cases in another order; 1 unless given.")
    private long seed = 1;

    @Option(
            names = "--json",
            description = "Print {cases, implementations: [{name, language, variant, passed, failed, expectedFailures, "
                    + "unexpectedPasses, skipped, errors, notRun, reason}]}.")
    private boolean json;

    @Mixin
    private ReportOptions reportOptions = new ReportOptions();

    public ConformanceCommand(Terminal terminal) {
        this(terminal, new Candidates(Checkout.find()));
    }

    ConformanceCommand(Terminal terminal, Candidates candidates) {
        this.terminal = terminal;
        this.candidates = candidates;
    }

    @Override
    public Integer call() {
        Instant start = Instant.now();
        List<VectorFile> files = VectorFiles.load();
        List<String> topics = topics(files);
        List<Candidate> chosen = chosen();
        reportOptions.prepare();
        terminal.progress("starting ...");
        ConformanceReport report = new Conformance(files, topics, seed)
                .judge(chosen, (answers, of) -> terminal.progress(answers + " of " + of + " answers ..."));
        reportOptions.write(
                () -> Origin.provenance(start, software(report)),
                origin -> ReportXml.write(report, origin),
                origin -> ReportHtml.write(report, origin));
        ConformancePrinter printer = new ConformancePrinter(terminal, report);
        if (json) {
            terminal.printJson(ReportJson.of(report));
        } else {
            printer.printTable();
            printer.printDeviations();
            printer.printSummary(Duration.between(start, Instant.now()));
        }
        printer.complainOfWhatWasNotRun();
        return report.asExpected() ? 0 : 1;
    }

    /** What was judged, and what it stands on: the provider whose validator decides on paths, and the languages of the recipes. */
    private Stream<Software> software(ConformanceReport report) {
        Stream<Software> implementations = report.implementations().stream()
                .filter(ImplementationResult::wasRun)
                .map(result -> new Software("implementation", result.identity().name(), result.version()));
        Stream<Software> toolchains = commands.isEmpty() ? Origin.toolchains() : Stream.empty();
        return Stream.of(Origin.validator(), implementations, toolchains).flatMap(kind -> kind);
    }

    private List<String> topics(List<VectorFile> files) {
        List<String> all = files.stream().map(VectorFile::topic).toList();
        return Choice.among(all, topic -> topic, "topic", chosenTopics, spec);
    }

    private List<Candidate> chosen() {
        if (expectedFailures != null && commands.size() != 1) {
            throw badUsage("--expected-failures goes with exactly one --implementation");
        }
        try {
            return commands.isEmpty() ? candidates.shipped() : Candidates.given(commands, expectedFailures);
        } catch (IOException | IllegalArgumentException e) {
            throw badUsage(reason(e));
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() + (e instanceof NoSuchFileException ? ": no such file" : "");
    }

    private ParameterException badUsage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
