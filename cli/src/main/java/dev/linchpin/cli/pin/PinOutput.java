package dev.linchpin.cli.pin;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.key.PathTable;
import dev.linchpin.cli.key.PinnableCertificate;
import dev.linchpin.cli.key.PinnablePath;
import dev.linchpin.cli.key.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lines of {@code linchpin pin}. */
final class PinOutput {
    /** A longer subject moves its own expiry to the right, not that of the other lines. */
    private static final int MAX_SUBJECT_WIDTH = 60;

    private static final int DATE_WIDTH = 10;

    private final Terminal terminal;
    private final boolean nameSources;
    private final Instant now;

    PinOutput(Terminal terminal, boolean nameSources, Instant now) {
        this.terminal = terminal;
        this.nameSources = nameSources;
        this.now = now;
    }

    /** One object of {@code --json}. */
    record Row(
            String source,
            int index,
            PinnedKey.Kind kind,
            @Nullable String subject,
            @Nullable Instant notAfter,
            String pin,
            @Nullable String certificatePin,
            String keyAlgorithm,
            @Nullable Role role,
            @Nullable Long lifetimeDays,
            @Nullable String consequence,
            @JsonIgnore String label) {}

    static List<Row> rows(String source, FoundKeys found) {
        List<Row> rows = new ArrayList<>();
        for (PinnedKey key : found.keys()) {
            Optional<PinnableCertificate> onChain = found.onChain(key);
            rows.add(new Row(
                    source,
                    rows.size(),
                    key.kind(),
                    key.subject(),
                    key.notAfter(),
                    key.pin(),
                    key.certificatePin(),
                    key.keyAlgorithm(),
                    onChain.map(PinnableCertificate::role).orElse(null),
                    onChain.map(PinnableCertificate::lifetimeDays).orElse(null),
                    onChain.map(PinnableCertificate::consequence).orElse(null),
                    key.label()));
        }
        return rows;
    }

    void print(List<Row> rows) {
        int width = rows.stream()
                .mapToInt(row -> terminal.shown(row.label()).length())
                .filter(length -> length <= MAX_SUBJECT_WIDTH)
                .max()
                .orElse(MAX_SUBJECT_WIDTH);
        for (Row row : rows) {
            Terminal.Line line = terminal.line().styled("bold", row.pin()).text("  ");
            line.text(padded(terminal.shown(row.label()), width)).text("  ");
            expiry(line, row.notAfter());
            if (nameSources) {
                line.text("  " + row.source());
            }
            line.print();
        }
    }

    /** Programs that read lines are not to meet any that has no pin: for them, it stands beside. */
    void explain(List<PinnablePath> chains) {
        PathTable table = new PathTable(terminal, now);
        chains.forEach(terminal.isWatched() ? table::print : table::tell);
    }

    private void expiry(Terminal.Line line, @Nullable Instant notAfter) {
        if (notAfter == null) {
            line.text(nameSources ? padded("-", DATE_WIDTH) : "-");
        } else {
            String date = LocalDate.ofInstant(notAfter, ZoneOffset.UTC).toString();
            boolean over = notAfter.isBefore(now);
            line.styled(over ? "red" : "faint", over ? date + " (expired)" : date);
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** What stands in a certificate is a claim until someone has checked it. Says so where it does not get among the pins. */
    void warnOfNetwork(String source, boolean asComplaint) {
        String warning = source + " presented these certificates just now, and nothing of it was validated:"
                + " compare the pins with another source before you rely on them";
        if (asComplaint) {
            terminal.complain(warning);
        } else {
            terminal.line().styled("yellow", "! " + warning).print();
        }
    }
}
