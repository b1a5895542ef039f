package dev.linchpin.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A million clients and one static file: when they ask, by the schedule that each of them has. docs/bundles.md shows what comes of it, and is
 * held to it; {@code -Dscale.accept} writes it anew.
 */
class ScaleTest {
    private static final Path PAGE = Path.of("../docs/bundles.md");
    private static final String BEGIN = "\n<!-- ScaleTest writes what follows -->\n";
    private static final String END = "<!-- until here -->\n";
    private static final int CLIENTS = 1_000_000;
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration SPREAD = Duration.ofSeconds(10);
    private static final int NOT_MODIFIED_BYTES = 300;
    private static final int DOCUMENT_BYTES = 4096;

    @Test
    void the_page_shows_what_comes_of_the_schedule() throws Exception {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        assertTrue(from >= BEGIN.length() && to > from, "docs/bundles.md has no place for it");
        String shown = page.substring(from, to);
        String simulated = report();
        if (System.getProperty("scale.accept") != null) {
            Files.writeString(PAGE, page.substring(0, from) + simulated + page.substring(to));
            return;
        }
        assertEquals(simulated, shown);
    }

    private static String report() {
        int[] steady = simulate(6 * 3600, 3 * 3600, Client::steady);
        int[] start = simulate(3 * 3600, 0, Client::steady);
        int[] herd = simulate(60, 0, client -> client.afterMismatch(0));
        int[] noticed = simulate(600, 0, client -> client.afterMismatch(client.exponential(60)));
        int[] outage = simulate(4 * 3600, 0, client -> client.through(3600, 2 * 3600));
        List<String> lines = new ArrayList<>();
        lines.add("| a million clients, hourly | requests a second, mean | in the busiest second | MB/s then |");
        lines.add("|---|---:|---:|---:|");
        lines.add(row("any three hours, nothing changed", steady, 3 * 3600, NOT_MODIFIED_BYTES));
        lines.add(row("all started in the same second: the first minute", start, 60, DOCUMENT_BYTES));
        lines.add(
                row("a mismatch that all see in the same second: the ten seconds after it", herd, 10, DOCUMENT_BYTES));
        lines.add(row(
                "a mismatch that each sees at its next request, one a minute: the first minute",
                noticed,
                60,
                DOCUMENT_BYTES));
        lines.add(row("the origin is away for an hour: that hour", Arrays.copyOfRange(outage, 3600, 7200), 3600, 0));
        lines.add(row("the hour after it", Arrays.copyOfRange(outage, 7200, 10800), 3600, NOT_MODIFIED_BYTES));
        lines.add("");
        lines.add("```text");
        lines.add("a mismatch that all see in the same second, second by second");
        lines.addAll(curve(herd, 12, 1, "s"));
        lines.add("a mismatch that each sees at its next request, twenty seconds each");
        lines.addAll(curve(noticed, 12, 20, "s"));
        lines.add("the origin goes away after an hour and comes back after two, ten minutes each");
        lines.addAll(curve(outage, 24, 600, "s"));
        lines.add("```");
        return String.join("\n", lines) + "\n";
    }

    private static String row(String what, int[] perSecond, int seconds, int bytes) {
        int[] part = Arrays.copyOf(perSecond, seconds);
        long total = Arrays.stream(part).asLongStream().sum();
        int peak = Arrays.stream(part).max().orElse(0);
        String megabytes = bytes == 0 ? "–" : String.format(Locale.ROOT, "%.1f", peak * (double) bytes / 1e6);
        return String.format(Locale.ROOT, "| %s | %,d | %,d | %s |", what, total / seconds, peak, megabytes);
    }

    /** One line for each step: its mean, and a bar as long as it is large. */
    private static List<String> curve(int[] perSecond, int steps, int width, String unit) {
        long[] means = new long[steps];
        for (int i = 0; i < steps; i++) {
            means[i] = Arrays.stream(perSecond, i * width, (i + 1) * width)
                            .asLongStream()
                            .sum()
                    / width;
        }
        long max = Math.max(1, Arrays.stream(means).max().orElse(1));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            String bar = "█".repeat((int) Math.round(means[i] * 50.0 / max));
            lines.add(String.format(Locale.ROOT, "%6d %s %,8d/s %s", i * width, unit, means[i], bar)
                    .stripTrailing());
        }
        return lines;
    }

    private interface Behaviour {
        /** Says when the client asks. */
        void run(Client client);
    }

    /** How many ask in each second of a while, from some second on. */
    private static int[] simulate(int seconds, int from, Behaviour behaviour) {
        int[] perSecond = new int[seconds];
        SplittableRandom seed = new SplittableRandom(13);
        for (int i = 0; i < CLIENTS; i++) {
            behaviour.run(new Client(seed.split(), perSecond));
        }
        return from == 0 ? perSecond : Arrays.copyOfRange(perSecond, from, seconds);
    }

    /** One client, which asks as its schedule says. */
    private static final class Client {
        private final SplittableRandom lot;
        private final int[] perSecond;
        private final RefreshSchedule schedule;

        Client(SplittableRandom lot, int[] perSecond) {
            this.lot = lot;
            this.perSecond = perSecond;
            this.schedule = new RefreshSchedule(INTERVAL, SPREAD, lot::nextDouble);
        }

        double exponential(double mean) {
            return -mean * Math.log(1 - lot.nextDouble());
        }

        void steady() {
            through(Double.MAX_VALUE, Double.MAX_VALUE);
        }

        void afterMismatch(double seen) {
            ask(seen + seconds(schedule.afterMismatch()));
        }

        /** Runs for long already, and does not reach the origin between these two seconds. */
        void through(double gone, double back) {
            double at = gone == Double.MAX_VALUE ? seconds(schedule.first()) : lot.nextDouble() * 3600;
            int failures = 0;
            while (at < perSecond.length) {
                ask(at);
                failures = at >= gone && at < back ? failures + 1 : 0;
                at += seconds(failures == 0 ? schedule.afterSuccess() : schedule.afterFailure(failures));
            }
        }

        private void ask(double second) {
            if (second < perSecond.length) {
                perSecond[(int) second]++;
            }
        }

        private static double seconds(long nanos) {
            return nanos / 1e9;
        }
    }
}
