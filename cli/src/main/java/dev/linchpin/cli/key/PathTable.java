package dev.linchpin.cli.key;

import dev.linchpin.cli.command.Terminal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What pinning each certificate of a path comes to, for people. */
public final class PathTable {
    private static final int MAX_SUBJECT_WIDTH = 60;

    /** Longer than this no sentence goes on in its line. */
    private static final int LINE_WIDTH = 120;

    private final Terminal terminal;
    private final Instant now;

    /** @param now as of when days are counted */
    public PathTable(Terminal terminal, Instant now) {
        this.terminal = terminal;
        this.now = now;
    }

    /** Prints it as a part of the result. */
    public void print(PinnablePath path) {
        show(path, terminal::print);
    }

    /** Tells it beside a result that programs read. */
    public void tell(PinnablePath path) {
        show(path, terminal::tell);
    }

    private void show(PinnablePath path, Consumer<String> line) {
        List<PinnableCertificate> certificates = path.certificates();
        int roles =
                width(certificates.stream().map(one -> one.role().toString()).toList());
        int subjects =
                width(certificates.stream().map(PinnableCertificate::subject).toList());
        line.accept("What comes of pinning each, from the leaf up:");
        for (PinnableCertificate one : certificates) {
            line.accept(padded(one.role().toString(), roles) + "  " + padded(one.subject(), subjects) + "  " + one.pin()
                    + "  " + one.lifetime(now));
            wrapped(one.consequence(), LINE_WIDTH - roles - 2)
                    .forEach(words -> line.accept(" ".repeat(roles + 2) + words));
        }
        wrapped("Recommended: " + path.recommendation(), LINE_WIDTH).forEach(line);
    }

    private int width(List<String> texts) {
        return texts.stream()
                .mapToInt(text -> terminal.shown(text).length())
                .filter(length -> length <= MAX_SUBJECT_WIDTH)
                .max()
                .orElse(MAX_SUBJECT_WIDTH);
    }

    private String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - terminal.shown(text).length()));
    }

    private static List<String> wrapped(String sentence, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sentence.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
