package dev.linchpin.cli.gauntlet;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.gauntlet.Visit.Verdict;
import dev.linchpin.gauntlet.play.ServedScenario;
import dev.linchpin.gauntlet.server.TlsServer.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Follows who comes to servers that are up, and says so line by line. For use by one thread. */
final class Watch {
    private static final long MILLISECONDS_BETWEEN_LOOKS = 100;

    private final Stand stand;
    private final Terminal terminal;
    private final List<Visit> visits = new ArrayList<>();
    /** Which connections have been told of: scenario, blank, number of the connection. */
    private final Set<String> told = new HashSet<>();

    Watch(Stand stand, Terminal terminal) {
        this.stand = stand;
        this.terminal = terminal;
    }

    /**
     * Watches until a signal ends the process, which then ends with the exit code of the watch: a virtual machine that is shutting down
     * takes no other.
     */
    int untilInterrupted() {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch concluded = new CountDownLatch(1);
        int[] exitCode = {1};
        Thread ending = new Thread(() -> {
            interrupted.countDown();
            try {
                concluded.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(exitCode[0]);
        });
        Runtime.getRuntime().addShutdownHook(ending);
        exitCode[0] = until(interrupted);
        concluded.countDown();
        return exitCode[0];
    }

    /** Watches until then, prints a summary, and returns the exit code: 1 if a client did what it must not. */
    int until(CountDownLatch end) {
        try {
            while (!end.await(MILLISECONDS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS) && !terminal.isGone()) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        look();
        conclude();
        return count(Verdict.WRONG) == 0 ? 0 : 1;
    }

    private void look() {
        for (ServedScenario one : stand.served()) {
            List<Connection> connections = one.connections();
            for (int i = 0; i < connections.size(); i++) {
                Visit visit = new Visit(one.scenario(), connections.get(i));
                if (visit.isDecided() && told.add(one.scenario().id() + " " + i)) {
                    visits.add(visit);
                    terminal.tell(visit.toString());
                }
            }
        }
    }

    private void conclude() {
        terminal.tell(visits.size() + " connections: " + count(Verdict.AS_EXPECTED) + " as expected, "
                + count(Verdict.WRONG) + " not as expected, " + count(Verdict.UNDECIDED) + " undecided");
        Set<String> visited =
                visits.stream().map(visit -> visit.scenario().id()).collect(Collectors.toSet());
        long missed = stand.served().stream()
                .filter(one -> !visited.contains(one.scenario().id()))
                .count();
        if (missed > 0) {
            terminal.tell(missed + " of " + stand.served().size() + " scenarios were not visited");
        }
    }

    private long count(Verdict verdict) {
        return visits.stream().filter(visit -> visit.verdict() == verdict).count();
    }
}
