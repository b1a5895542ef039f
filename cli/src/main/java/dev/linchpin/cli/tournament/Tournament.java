package dev.linchpin.cli.tournament;

import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/** Plays scenarios against clients, some at a time, and hands out what comes of them in order. */
public final class Tournament {
    /** Much of a play is waiting for a client to end its connections. */
    private static final int PLAYS_AT_A_TIME = 8;

    /** Scenarios with a patience of their own do little but wait. */
    private static final int SLOW_PLAYS_AT_A_TIME = 32;

    private static final long HEARTBEAT_MILLIS = 200;

    private final Gauntlet gauntlet;
    private final List<Scenario> scenarios;
    private final List<Column> columns;
    private final BiPredicate<Scenario, Column> chosen;
    private final AtomicInteger played = new AtomicInteger();

    /** Whoever can play plays. */
    public Tournament(Gauntlet gauntlet, List<Scenario> scenarios, List<Column> columns) {
        this(gauntlet, scenarios, columns, (scenario, column) -> column.plays(scenario));
    }

    /** @param chosen who plays what */
    public Tournament(
            Gauntlet gauntlet, List<Scenario> scenarios, List<Column> columns, BiPredicate<Scenario, Column> chosen) {
        this.gauntlet = gauntlet;
        this.scenarios = scenarios;
        this.columns = columns;
        this.chosen = chosen;
    }

    /** Follows the tournament, on the thread that called {@link #play}. */
    public interface Spectator {
        default void begins(Scenario scenario, int number, int of) {}

        /** Called several times a second. */
        default void waits(int played, int of) {}

        /** Takes the results of the scenario, and says whether to play on. */
        boolean ends(Row row);
    }

    public void play(Spectator spectator) {
        ExecutorService players = players(PLAYS_AT_A_TIME);
        ExecutorService slowPlayers = players(SLOW_PLAYS_AT_A_TIME);
        try {
            List<List<Optional<Future<Result>>>> plays = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                boolean slow = scenario.conditions().patience().isPresent();
                plays.add(columns.stream()
                        .map(column -> submit(slow ? slowPlayers : players, scenario, column))
                        .toList());
            }
            int total = (int) plays.stream()
                    .flatMap(List::stream)
                    .filter(Optional::isPresent)
                    .count();
            for (int i = 0; i < scenarios.size(); i++) {
                spectator.begins(scenarios.get(i), i + 1, scenarios.size());
                List<Optional<Result>> cells = plays.get(i).stream()
                        .map(play -> play.map(pending -> outcome(pending, spectator, total)))
                        .toList();
                if (!spectator.ends(new Row(scenarios.get(i), cells))) {
                    return;
                }
            }
        } finally {
            players.shutdownNow();
            slowPlayers.shutdownNow();
        }
    }

    private static ExecutorService players(int number) {
        return Executors.newFixedThreadPool(number, task -> {
            Thread thread = new Thread(task, "linchpin-player");
            thread.setDaemon(true);
            return thread;
        });
    }

    private Optional<Future<Result>> submit(ExecutorService players, Scenario scenario, Column column) {
        return chosen.test(scenario, column)
                ? Optional.of(players.submit(() -> {
                    Result result = gauntlet.play(scenario, column.driver(), column.transport());
                    played.incrementAndGet();
                    return result;
                }))
                : Optional.empty();
    }

    private Result outcome(Future<Result> play, Spectator spectator, int total) {
        while (true) {
            try {
                return play.get(HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                spectator.waits(played.get(), total);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while clients play", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("the gauntlet failed, not a client", e);
            }
        }
    }
}
