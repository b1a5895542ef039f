package dev.linchpin.cli.demo;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.tournament.Column;
import dev.linchpin.cli.tournament.Row;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.report.Standing;
import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.transport.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The table of {@code linchpin demo}: a row for each scenario, a column for each client and protocol. Fits in 120 columns with all
 * clients.
 */
final class DemoTable {
    private static final int TITLE_WIDTH = 43;
    private static final int WANTED_WIDTH = 9;
    private static final int CELL_WIDTH = 5;
    private static final String LOUD = "bold,red";

    private final Terminal terminal;
    private final List<Column> columns;
    private final String right;
    private final String wrong;
    private final String absent;

    DemoTable(Terminal terminal, List<Column> columns) {
        this.terminal = terminal;
        this.columns = columns;
        this.right = sign(Standing.AS_WANTED);
        this.wrong = sign(Standing.UNEXPECTED);
        this.absent = sign(Standing.NOT_PLAYED);
    }

    private String sign(Standing standing) {
        return terminal.symbol(standing.sign(), standing.ascii());
    }

    void printHead() {
        heading("", "", column -> family(column.driver().name()), true);
        heading("", "", column -> variant(column.driver().name()), true);
        heading("scenario", "wanted", column -> column.protocol() == Protocol.HTTP_2 ? "h2" : "h1", false);
    }

    /** @param once whether neighbouring columns share a word, which then stands over the first of them */
    private void heading(String title, String wanted, Function<Column, String> word, boolean once) {
        StringBuilder line = new StringBuilder(pad(title, TITLE_WIDTH)).append(pad(wanted, WANTED_WIDTH));
        int position = line.length();
        String before = "";
        for (Column column : columns) {
            String next = word.apply(column);
            if (!once || !next.equals(before)) {
                line.append(pad("", position - line.length())).append(next);
            }
            before = next;
            position += width(column);
        }
        terminal.line().styled("bold", line.toString().stripTrailing()).print();
    }

    void printRow(Row row) {
        Outcome wanted = row.scenario().expected().outcome();
        Terminal.Line line = terminal.line()
                .text(pad(row.scenario().title(), TITLE_WIDTH))
                .text(pad(wanted == Outcome.ACCEPT ? "accept" : "refuse", WANTED_WIDTH));
        for (int i = 0; i < columns.size(); i++) {
            cell(line, row.cells().get(i), i == columns.size() - 1 ? 0 : width(columns.get(i)));
        }
        line.print();
    }

    private void cell(Terminal.Line line, Optional<Result> result, int width) {
        String text = result.map(this::mark).orElse(absent);
        String style = result.isEmpty() ? "faint" : result.get().unexpected() ? LOUD : "green";
        line.styled(style, text).text(pad("", width == 0 ? 0 : Math.max(1, width - text.length())));
    }

    /** Right or wrong first; then, if wrong, what the client did. The row says what was wanted. */
    private String mark(Result result) {
        if (!result.unexpected()) {
            return right;
        }
        return wrong
                + switch (result.actual()) {
                    case ACCEPT -> "in";
                    case REFUSE -> result.leaked() ? "leak" : "out";
                    case ERROR -> "err";
                };
    }

    void printLegend() {
        terminal.print(right + " as wanted   " + absent + " not applicable   " + wrong
                + " unexpected: in accepted, out refused, leak request sent, err neither");
    }

    private static int width(Column column) {
        int forName = variant(column.driver().name()).length()
                        / column.driver().protocols().size()
                + 1;
        return Math.max(CELL_WIDTH, forName);
    }

    private static String family(String name) {
        return name.split("-", 2)[0];
    }

    private static String variant(String name) {
        String[] parts = name.split("-", 2);
        return parts.length == 1 ? "" : parts[1];
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
