package dev.linchpin.benchmarks;

import dev.linchpin.cli.command.Checkout;
import dev.linchpin.cli.command.Nearest;
import dev.linchpin.cli.command.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code linchpin bench}. */
@Command(
        name = "linchpin bench",
        description = {
            "Measures what pinning costs, beside what its peers cost, and holds it to the bars.",
            "",
            "Let nothing else run meanwhile. BENCHMARKING.md says what is measured, and how to read it.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Every bar holds.",
            "1:A bar is missed, or a benchmark gave a wrong answer.",
            "2:Bad usage, or a file that cannot be read or written."
        })
final class Bench implements Callable<Integer> {
    private static final String IGNORE_OTHERS = "jmh.ignoreLock";

    private final Terminal terminal;
    private final Execution.Gauge gauge;
    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--quick", description = "Measure what the bars ask for only, in less than five minutes.")
    private boolean quick;

    @Option(names = "--smoke", description = "Run each benchmark for an instant: are its answers right?")
    private boolean smoke;

    @Option(names = "--list", description = "Say what would be measured.")
    private boolean list;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            arity = "1..*",
            description = "Leave out every benchmark but these, and their bars.")
    private List<String> only = List.of();

    @Option(
            names = "--json",
            description = "Print {jdk, bars: [{name, value, bar, holds, claims}], plan, date, machine, measurements}.")
    private boolean json;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description =
                    "Store what was measured as FOLDER/jdk-VERSION.json; with --charts or --markdown, read from there.")
    private @Nullable Path results;

    @Option(
            names = "--baseline",
            paramLabel = "FOLDER",
            description = "Compare with what is stored there; benchmarks/results of the checkout unless given.")
    private @Nullable Path baseline;

    @Option(names = "--charts", paramLabel = "FOLDER", description = "Measure nothing; draw what is stored, as SVG.")
    private @Nullable Path charts;

    @Option(names = "--markdown", description = "Measure nothing; print what is stored, as tables for the documents.")
    private boolean markdown;

    Bench(Terminal terminal) {
        this(terminal, Forks::measure, Clock.systemUTC());
    }

    Bench(Terminal terminal, Execution.Gauge gauge, Clock clock) {
        this.terminal = terminal;
        this.gauge = gauge;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        refuseContradictions();
        if (charts != null || markdown) {
            return show();
        }
        Plan plan = chosen(smoke ? Plan.smoke() : quick ? Plan.quick() : Plan.full());
        if (list) {
            return list(plan);
        }
        try {
            return smoke ? smoke(plan) : measure(plan);
        } catch (WrongAnswerException e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private void refuseContradictions() {
        if (quick && smoke) {
            throw badUsage("--quick and --smoke are two plans; choose one");
        }
        boolean shows = charts != null || markdown;
        if (shows && (quick || smoke || list || json || !only.isEmpty())) {
            throw badUsage("--charts and --markdown show what is stored; the only other option they take is --results");
        }
        if (!shows && results != null && (smoke || !only.isEmpty())) {
            throw badUsage("--results stores a whole run, so it goes neither with --smoke nor with --only");
        }
    }

    private Plan chosen(Plan plan) {
        List<String> names = List.copyOf(plan.benchmarks());
        for (String name : only) {
            if (!names.contains(name)) {
                throw badUsage("there is no benchmark \"" + name + "\"; the nearest are " + Nearest.to(name, names));
            }
        }
        return only.isEmpty() ? plan : plan.only(Set.copyOf(only));
    }

    private int list(Plan plan) {
        for (String benchmark : plan.benchmarks()) {
            Set<String> methods = new LinkedHashSet<>();
            Plan part = plan.only(Set.of(benchmark));
            part.groups().forEach(group -> group.cases().forEach(measured -> methods.add(measured.method())));
            terminal.print(String.format(
                    "%-18s %3d cases, %6s: %s",
                    benchmark, part.cases(), Execution.text(part.estimate()), String.join(", ", methods)));
        }
        return 0;
    }

    private int smoke(Plan plan) throws WrongAnswerException {
        System.setProperty(IGNORE_OTHERS, "true"); // times do not matter here
        Measurements measured = execute(plan);
        terminal.print(measured.all().size() + " benchmarks gave the right answers.");
        return 0;
    }

    private int measure(Plan plan) throws WrongAnswerException {
        int jdk = Runtime.version().feature();
        Optional<Report> earlier = earlier(jdk);
        Machine machine = Machine.here();
        String date = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        Measurements measured = execute(plan);
        Report report = new Report(
                jdk,
                Bars.of(measured, jdk, machine.processors(), plan.benchmarks()),
                quick ? "quick" : "full",
                date,
                machine,
                measured.all());
        if (results != null) {
            store(report, results);
        }
        if (json) {
            terminal.printJson(report);
        } else {
            print(report, earlier);
        }
        return report.holds() ? 0 : 1;
    }

    private Measurements execute(Plan plan) throws WrongAnswerException {
        return new Execution(plan, clock, terminal::step).run(gauge);
    }

    private void print(Report report, Optional<Report> earlier) {
        Tables tables = new Tables(terminal);
        tables.printMeasurements(report.measured());
        tables.printBars(report);
        earlier.ifPresent(
                stored -> tables.printComparison(Comparison.of(stored.measured(), report.measured()), stored));
    }

    /** Read before the work, lest it be in vain. */
    private Optional<Report> earlier(int jdk) {
        try {
            return baseline == null && Checkout.find().isEmpty()
                    ? Optional.empty()
                    : Report.stored(baseline == null ? storedInCheckout() : baseline, jdk);
        } catch (IOException e) {
            throw badUsage(String.valueOf(e.getMessage()));
        }
    }

    private void store(Report report, Path folder) {
        try {
            report.store(folder);
        } catch (IOException e) {
            throw badUsage("cannot write results to " + folder + ", expected a folder or a place to make one");
        }
    }

    private int show() {
        try {
            Path folder = results == null ? storedInCheckout() : results;
            List<Report> reports = Files.isDirectory(folder) ? Report.allStored(folder) : List.of();
            if (reports.isEmpty()) {
                throw badUsage("there are no results in " + folder + "; bench --results " + folder + " stores some");
            }
            if (charts != null) {
                draw(reports, charts);
            }
            if (markdown) {
                Markdown.bars(reports).forEach(terminal::print);
                terminal.print("");
                Markdown.adapters(reports).forEach(terminal::print);
                terminal.print("");
                Markdown.requests(reports).forEach(terminal::print);
            }
            return 0;
        } catch (IOException e) {
            throw badUsage(String.valueOf(e.getMessage()));
        }
    }

    private void draw(List<Report> reports, Path folder) {
        try {
            Charts.draw(reports, folder);
        } catch (IOException e) {
            throw badUsage("cannot write charts to " + folder + ", expected a folder or a place to make one");
        }
    }

    private Path storedInCheckout() {
        return Checkout.find()
                .orElseThrow(
                        () -> badUsage("results are stored in a checkout, and this is none; --results names a folder"))
                .resolve("benchmarks/results");
    }

    private ParameterException badUsage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
