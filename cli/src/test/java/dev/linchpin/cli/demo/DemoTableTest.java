package dev.linchpin.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.driver.PinnedDriver;
import dev.linchpin.cli.tournament.Column;
import dev.linchpin.cli.tournament.Row;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Expectation;
import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.scenario.Step;
import dev.linchpin.gauntlet.scenario.TrustSpec;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.gauntlet.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table and the summary of made-up results, to the letter. */
class DemoTableTest {
    private static final List<Column> COLUMNS = Column.of(PinnedDriver.all());
    private static final Scenario GOOD = scenario("leaf-pinned", "leaf pinned", Expectation.ACCEPT);
    private static final Scenario BAD =
            scenario("rogue", "rogue leaf, pinned intermediate appended", Expectation.REFUSE_PIN);

    @Test
    void prints_a_row_for_each_scenario_and_a_column_for_each_client_and_protocol() {
        assertEquals("""
                                                                    okhttp    httpclient5            jetty               java
                                                                              classic async     h2             dynamic   net-http
                scenario                                   wanted   h1   h2   h1      h1   h2   h2   h1   h2   h1   h2   h1   h2
                leaf pinned                                accept   ✓    ✓    ✓       ✓    ✓    ✓    ✓    ✓    ✗out ✓    ✓    ✗err
                rogue leaf, pinned intermediate appended   refuse   ·    ✓    ·       ·    ✓    ✓    ·    ✗in  ·    ✓    ·    ✗leak
                ✓ as wanted   · not applicable   ✗ unexpected: in accepted, out refused, leak request sent, err neither

                2 scenarios, 7 clients, 18 plays in 1.5 s: 4 unexpected, refused peers received 19 application bytes
                """, print(StandardCharsets.UTF_8));
    }

    @Test
    void does_without_symbols_where_they_cannot_be_shown() {
        String table = print(StandardCharsets.US_ASCII);
        assertTrue(
                table.contains("\nleaf pinned                                accept   +    +    +       +  "), table);
        assertTrue(table.contains("\n+ as wanted   . not applicable   x unexpected: in accepted, out refused,"), table);
    }

    @Test
    void fits_in_120_columns() {
        assertTrue(print(StandardCharsets.UTF_8).lines().allMatch(line -> line.length() <= 120));
    }

    private static String print(Charset charset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), charset);
        DemoTable table = new DemoTable(terminal, COLUMNS);
        List<Result> results = new ArrayList<>();
        table.printHead();
        for (Row row : List.of(good(), bad())) {
            table.printRow(row);
            row.results().forEach(results::add);
        }
        table.printLegend();
        new Report(terminal, results).printSummary(Duration.ofMillis(1500));
        return out.toString(charset).replaceAll(" +\n", "\n");
    }

    private static Row good() {
        List<Optional<Result>> cells = new ArrayList<>();
        for (Column column : COLUMNS) {
            cells.add(result(GOOD, column, Outcome.ACCEPT, 40));
        }
        cells.set(8, result(GOOD, COLUMNS.get(8), Outcome.REFUSE, 0));
        cells.set(11, result(GOOD, COLUMNS.get(11), Outcome.ERROR, 0));
        return new Row(GOOD, cells);
    }

    private static Row bad() {
        List<Optional<Result>> cells = new ArrayList<>();
        for (Column column : COLUMNS) {
            boolean http2 = column.protocol() == Protocol.HTTP_2;
            cells.add(http2 ? result(BAD, column, Outcome.REFUSE, 0) : Optional.empty());
        }
        cells.set(7, result(BAD, COLUMNS.get(7), Outcome.ACCEPT, 12));
        cells.set(11, result(BAD, COLUMNS.get(11), Outcome.REFUSE, 7));
        return new Row(BAD, cells);
    }

    private static Optional<Result> result(Scenario scenario, Column column, Outcome actual, long bytes) {
        return Optional.of(new Result(
                scenario,
                column.driver().name(),
                column.driver().provider(),
                Transport.of(column.protocol()),
                scenario.expected().outcome(),
                actual,
                bytes,
                null,
                "",
                null));
    }

    private static Scenario scenario(String id, String title, Expectation expected) {
        return new Scenario(
                id,
                title,
                "An attack.",
                new Scenario.Background(Set.of(), List.of()),
                List.of(),
                "server",
                PolicySpec.of(),
                TrustSpec.STANDARD,
                List.of(new Step.Get("https://api.example.com:{server}/", expected)),
                new Scenario.Conditions(
                        EnumSet.allOf(Protocol.class), EnumSet.allOf(TlsVersion.class), Optional.empty(), Set.of()));
    }
}
