package dev.linchpin.cli.gauntlet;

import dev.linchpin.cli.command.Terminal;
import java.time.Duration;
import java.time.Instant;

/** Tells whoever waits how far it is, and how long it may take yet. */
final class Progress {
    private static final int BEFORE_ANY_ESTIMATE = 30;

    private final Terminal terminal;
    private final Instant start = Instant.now();

    Progress(Terminal terminal) {
        this.terminal = terminal;
    }

    void show(int played, int of) {
        terminal.progress(text(played, of, Duration.between(start, Instant.now())));
    }

    static String text(int played, int of, Duration since) {
        String count = played + " of " + of + " plays";
        if (played < BEFORE_ANY_ESTIMATE) {
            return count + " ...";
        }
        long seconds = since.toMillis() * (of - played) / played / 1000;
        String left = seconds < 90 ? seconds + " s" : (seconds + 30) / 60 + " min";
        return count + ", about " + left + " to go ...";
    }
}
