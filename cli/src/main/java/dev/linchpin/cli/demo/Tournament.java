package dev.linchpin.cli.demo;

import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.Result;
import dev.linchpin.gauntlet.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plays scenarios against clients, some at a time, and hands out what comes of them in order. */
final class Tournament {
    /** Much of a play is waiting for a client to end its connections. */
    private static final int PLAYS_AT_A_TIME = 4;

    private final Gauntlet gauntlet;
    private final List<Scenario> scenarios;
    private final List<Column> columns;

    Tournament(Gauntlet gauntlet, List<Scenario> scenarios, List<Column> columns) {
        this.gauntlet = gauntlet;
        this.scenarios = scenarios;
        this.columns = columns;
    }

    /** Follows the tournament. */
    interface Spectator {
        void begins(Scenario scenario, int number, int of);

        /** Takes the results of the scenario, and says whether to play on. */
        boolean ends(Row row);
    }

    void play(Spectator spectator) {
        ExecutorService players = Executors.newFixedThreadPool(PLAYS_AT_A_TIME, task -> {
            Thread thread = new Thread(task, "linchpin-demo");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<List<Optional<Future<Result>>>> plays = new ArrayList<>();
            scenarios.forEach(scenario -> plays.add(columns.stream()
                    .map(column -> submit(players, scenario, column))
                    .toList()));
            for (int i = 0; i < scenarios.size(); i++) {
                spectator.begins(scenarios.get(i), i + 1, scenarios.size());
                List<Optional<Result>> cells = plays.get(i).stream()
                        .map(play -> play.map(Tournament::outcome))
                        .toList();
                if (!spectator.ends(new Row(scenarios.get(i), cells))) {
                    return;
                }
            }
        } finally {
            players.shutdownNow();
        }
    }

    private Optional<Future<Result>> submit(ExecutorService players, Scenario scenario, Column column) {
        return column.plays(scenario)
                ? Optional.of(players.submit(() -> gauntlet.play(scenario, column.driver(), column.protocol())))
                : Optional.empty();
    }

    private static Result outcome(Future<Result> play) {
        try {
            return play.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while clients play", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the gauntlet failed, not a client", e);
        }
    }
}
