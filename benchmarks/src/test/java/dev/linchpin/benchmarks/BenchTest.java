package dev.linchpin.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.cli.command.Invocation;
import dev.linchpin.cli.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class BenchTest {
    private static final Imagined MISSED = new Imagined().but("Verdict.okHttp known ec leaf SunJSSE score", 1.5);

    @TempDir
    Path folder;

    private record Run(int exitCode, String out, String err) {
        static Run of(Execution.Gauge gauge, String... arguments) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            Terminal terminal = Terminal.of(InputStream.nullInputStream(), out, err, StandardCharsets.UTF_8);
            int exitCode =
                    Invocation.run(new CommandLine(new Bench(terminal, gauge, Imagined.CLOCK)), terminal, arguments);
            return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }

    private String storedBefore(int jdk) throws Exception {
        Imagined.report(jdk, Plan.quick()).store(folder);
        return folder.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--quick --smoke | --quick and --smoke are two plans; choose one",
                "--only Verdicts | there is no benchmark \"Verdicts\"; the nearest are Verdict, PinOfCertificate, PolicySwap",
                "--only | Missing required parameter for option '--only' at index 0 (NAME)",
                "--charts x --quick | --charts and --markdown show what is stored; the only other option they take is --results",
                "--markdown --only Verdict | --charts and --markdown show what is stored; the only other option they take is --results",
                "--results x --only Verdict | --results stores a whole run, so it goes neither with --smoke nor with --only",
                "--results x --smoke | --results stores a whole run, so it goes neither with --smoke nor with --only",
                "--markdown --results /nowhere | there are no results in /nowhere; bench --results /nowhere stores some",
                "--fast | Unknown option: '--fast'",
                "Verdict | Unmatched argument at index 0: 'Verdict'",
            })
    void refuses_bad_usage_in_one_sentence(String arguments, String sentence) {
        Run run = Run.of(new Imagined(), arguments.split(" "));
        assertEquals("linchpin: " + sentence + " (see linchpin bench --help)\n", run.err());
        assertEquals("", run.out());
        assertEquals(2, run.exitCode());
    }

    @Test
    void documents_its_exit_codes() {
        Run run = Run.of(new Imagined(), "--help");
        assertTrue(run.out().contains("\nExit codes:\n  0 "), run.out());
        assertEquals(0, run.exitCode());
    }

    @Test
    void says_where_it_cannot_write() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        Run charts = Run.of(new Imagined(), "--results", storedBefore(17), "--charts", file.toString());
        assertEquals(2, charts.exitCode());
        assertTrue(charts.err().contains("cannot write charts to " + file + ", expected a folder"), charts.err());
        Run results = Run.of(new Imagined(), "--quick", "--results", file.toString());
        assertEquals(2, results.exitCode());
        assertTrue(results.err().contains("cannot write results to " + file + ", expected a folder"), results.err());
    }

    @Test
    void refuses_a_baseline_that_cannot_be_read_before_it_measures() throws Exception {
        Path file = Files.writeString(Report.file(folder, Runtime.version().feature()), "{}");
        Imagined unused = new Imagined();
        Run run = Run.of(unused, "--quick", "--baseline", folder.toString());
        assertEquals(
                "linchpin: " + file + " is no stored result of linchpin bench (see linchpin bench --help)\n",
                run.err());
        assertEquals(2, run.exitCode());
        assertEquals(List.of(), unused.calls());
    }

    @Test
    void ends_with_0_if_every_bar_holds_and_with_1_if_one_is_missed() {
        Run good = Run.of(new Imagined(), "--quick", "--baseline", folder.toString());
        assertEquals(0, good.exitCode());
        assertFalse(good.out().contains("MISSED"));
        Run bad = Run.of(MISSED, "--quick", "--baseline", folder.toString());
        assertEquals(1, bad.exitCode());
        assertTrue(
                bad.out().contains("MISSED leaf verdict, known certificates, vs OkHttp with its cleaner\n"), bad.out());
        assertTrue(
                bad.out().contains("1.50 × faster than OkHttp (≥ 3), Verdict.linchpin known ec leaf SunJSSE\n")
                        || bad.out().contains("(≥ 2), Verdict.linchpin known ec leaf SunJSSE\n"),
                bad.out());
    }

    @Test
    void json_goes_to_the_output_and_progress_does_not() {
        Run run = Run.of(MISSED, "--quick", "--json", "--baseline", folder.toString());
        assertFalse(JsonMapper.shared()
                .readTree(run.out())
                .get("bars")
                .get(2)
                .get("holds")
                .asBoolean());
        assertTrue(run.err().startsWith("1 of "), run.err());
        assertEquals(1, run.exitCode());
    }

    @Test
    void a_wrong_answer_is_told_in_one_sentence() {
        Run run = Run.of(
                (measured, pace) -> {
                    throw new WrongAnswerException(measured, new AssertionError("accepted a stranger"));
                },
                "--smoke");
        assertTrue(
                run.err()
                        .endsWith("linchpin: PinOfCertificate.floor ec-p256 failed: "
                                + "java.lang.AssertionError: accepted a stranger\n"),
                run.err());
        assertEquals(1, run.exitCode());
    }

    @Test
    void the_smoke_run_counts_right_answers_and_knows_no_bars() {
        Run run = Run.of(MISSED, "--smoke");
        assertTrue(run.out().endsWith(" benchmarks gave the right answers.\n"), run.out());
        assertEquals(0, run.exitCode());
    }

    @Test
    void measures_only_what_was_asked_for() {
        Imagined gauge = new Imagined();
        Run run = Run.of(gauge, "--quick", "--only", "PolicyBuild", "AddedSignatures", "--json");
        assertEquals(2, JsonMapper.shared().readTree(run.out()).get("bars").size());
        assertEquals(7, gauge.calls().size());
    }

    @Test
    void lists_without_measuring() {
        Imagined unused = new Imagined();
        Run run = Run.of(unused, "--list", "--quick");
        assertTrue(run.out().startsWith("PinOfCertificate     8 cases,"), run.out());
        assertEquals(List.of(), unused.calls());
        assertEquals(0, run.exitCode());
    }

    @Test
    void stores_what_it_measured() throws Exception {
        Run run = Run.of(
                new Imagined(), "--quick", "--results", folder.resolve("new").toString());
        assertEquals(0, run.exitCode());
        int jdk = Runtime.version().feature();
        assertTrue(Report.stored(folder.resolve("new"), jdk).orElseThrow().holds());
    }

    @Test
    void says_what_has_become_worse() throws Exception {
        String before = storedBefore(Runtime.version().feature());
        Run same = Run.of(new Imagined(), "--quick", "--baseline", before);
        assertTrue(same.out().endsWith(" ratios to a peer, none worse by more than the tolerance.\n"), same.out());
        Imagined slower = new Imagined().but("Verdict.linchpin known rsa root SunJSSE score", 100);
        Run worse = Run.of(slower, "--quick", "--baseline", before);
        assertTrue(worse.out().endsWith("""
                                 ratios to a peer, 1 worse by more than the tolerance.
                                  Verdict.linchpin known rsa root SunJSSE, time / okHttp: 1.0e-06 -> 0.00010 (tolerance 25 %)
                                """), worse.out());
    }

    @Test
    void draws_and_tabulates_what_is_stored() throws Exception {
        storedBefore(17);
        String stored = storedBefore(25);
        Path charts = folder.resolve("charts");
        Run run = Run.of(new Imagined(), "--results", stored, "--charts", charts.toString(), "--markdown");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("| what | bar | JDK 17 | JDK 25 |\n|---|---|---|---|\n"), run.out());
        assertTrue(
                run.out().contains("| ≥ 3 × faster; ≤ ½ of the bytes / ≥ 2 × faster; ≤ ½ of the bytes | holds: "),
                run.out());
        assertTrue(
                run.out()
                        .contains("| new connections per second, Linchpin / plain (JDK 25) | 0.995 (http/1.1) |"
                                + " 0.995 (async http/1.1), 0.995 (classic http/1.1) | 0.995 (http/1.1) |\n"),
                run.out());
        assertTrue(
                run.out().endsWith("| OkHttp, HTTP/1.1 | 0.995, +0.5 µs | 1.001 | 0.995, +0.5 µs | 1.001 |\n"),
                run.out());
        assertTrue(Files.exists(charts.resolve("handshake.svg")));
    }
}
