package dev.linchpin.cli.gauntlet;

import dev.linchpin.cli.command.Invocation;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.jvm.OwnJvm;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.report.GauntletJson;
import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.gauntlet.transport.Transport;
import dev.linchpin.process.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** A JVM in which the same command plays, servers and all, for what is global in one. */
final class OtherJvm implements AutoCloseable {
    private final OwnJvm purpose;
    private final TemporaryFolder folder;
    private final Process process;

    private OtherJvm(OwnJvm purpose, TemporaryFolder folder, Process process) {
        this.purpose = purpose;
        this.folder = folder;
        this.process = process;
    }

    /** Starts one to play what of the matrix it is needed for. */
    static OtherJvm start(OwnJvm purpose, Matrix matrix) {
        try {
            TemporaryFolder folder = TemporaryFolder.of(purpose.label());
            List<String> command = new ArrayList<>();
            command.add(purpose.java().toString());
            command.addAll(purpose.options(folder.path()));
            command.addAll(List.of(OtherJvm.class.getName(), "--json"));
            command.addAll(purpose.arguments());
            command.addAll(choice(purpose, matrix));
            Process process = new ProcessBuilder(command)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(folder.path().resolve("out").toFile())
                    .redirectError(folder.path().resolve("err").toFile())
                    .start();
            return new OtherJvm(purpose, folder, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The options of the command that choose the same. */
    private static List<String> choice(OwnJvm purpose, Matrix matrix) {
        Stream<String> scenarios = matrix.scenarios().stream().map(scenario -> "--scenario=" + scenario.id());
        Stream<String> columns = matrix.columns().stream()
                .filter(column -> Matrix.ownJvm(column).filter(purpose::equals).isPresent())
                .flatMap(column -> Stream.of(
                        "--column=" + Matrix.playing(column).driver().name(),
                        "--provider=" + column.driver().provider(),
                        "--tls=" + column.transport().tlsText(),
                        "--http=" + column.protocol().alpn()));
        Stream<String> quick = matrix.quick() ? Stream.of("--quick") : Stream.of();
        return Stream.of(scenarios, columns, quick)
                .flatMap(options -> options)
                .distinct()
                .toList();
    }

    /** What the JVM runs that was started: the command, alone. */
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofProcess();
        System.exit(Invocation.run(new CommandLine(new GauntletCommand(terminal)), terminal, arguments));
    }

    /**
     * Waits for the end of the plays.
     *
     * @throws IllegalStateException if the JVM did not get that far
     */
    List<Result> results(List<Scenario> scenarios) {
        try {
            int exitCode = process.waitFor();
            if (exitCode > 1) {
                throw new IllegalStateException("the JVM for " + purpose.label() + " ended with exit code " + exitCode
                        + ": " + Files.readString(folder.path().resolve("err")));
            }
            GauntletJson report =
                    JsonMapper.shared().readValue(folder.path().resolve("out").toFile(), GauntletJson.class);
            return report.results().stream()
                    .map(play -> result(play, scenarios))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another JVM plays", e);
        }
    }

    private Result result(GauntletJson.Play play, List<Scenario> scenarios) {
        return new Result(
                the(scenarios, scenario -> scenario.id().equals(play.scenario())),
                purpose.nameHere(play.client(), play.clientVersion()),
                play.provider(),
                Transport.of(
                        the(List.of(Protocol.values()), http -> http.alpn().equals(play.http())),
                        the(List.of(TlsVersion.values()), tls -> tls.jsseName().equals(play.tls()))),
                Outcome.valueOf(play.expected().toUpperCase(Locale.ROOT)),
                Outcome.valueOf(play.actual().toUpperCase(Locale.ROOT)),
                play.applicationBytes(),
                null,
                play.reason(),
                play.knownFailure());
    }

    private static <T> T the(List<T> all, Predicate<T> meant) {
        return all.stream().filter(meant).findFirst().orElseThrow();
    }

    /** Ends the JVM, however far it is. */
    @Override
    public void close() {
        process.destroy();
        try {
            folder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
