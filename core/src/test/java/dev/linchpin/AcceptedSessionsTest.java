package dev.linchpin;

import static dev.linchpin.AcceptedSessions.FOR_GOOD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;

class AcceptedSessionsTest {
    private static final String HOST = "api.linchpin.test";
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final AcceptedSessions accepted = new AcceptedSessions(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void finds_what_was_accepted_and_nothing_else() {
        SSLSession session = session();
        accepted.add(session, HOST, 2, FOR_GOOD);
        assertTrue(accepted.contains(session, HOST, 2));
        assertFalse(accepted.contains(session(), HOST, 2));
        assertFalse(accepted.contains(session, HOST + ".", 2));
        assertFalse(accepted.contains(session, HOST, 1));
        assertFalse(accepted.contains(session, HOST, 3));
    }

    @Test
    void finds_nothing_whose_time_is_over() {
        SSLSession session = session();
        accepted.add(session, HOST, 1, NOW.getEpochSecond());
        assertFalse(accepted.contains(session, HOST, 1));
        accepted.add(session, HOST, 1, NOW.getEpochSecond() + 1);
        assertTrue(accepted.contains(session, HOST, 1));
    }

    @Test
    void has_room_for_ten_thousand_connections() {
        List<SSLSession> sessions = sessions(10_000);
        sessions.forEach(session -> accepted.add(session, HOST, 1, FOR_GOOD));
        assertTrue(remembered(sessions) > 9_500, remembered(sessions) + " of 10,000 are remembered");
    }

    @Test
    void knows_many_hosts_of_one_connection() {
        SSLSession session = session();
        List<String> hosts =
                IntStream.range(0, 100).mapToObj(i -> "h" + i + ".test").toList();
        hosts.forEach(host -> accepted.add(session, host, 1, FOR_GOOD));
        assertTrue(hosts.stream()
                        .filter(host -> accepted.contains(session, host, 1))
                        .count()
                > 90);
    }

    /** Bounded, however many connections there are: who comes last is remembered in any case. */
    @Test
    void lets_the_oldest_go_beyond_its_bounds() {
        List<SSLSession> sessions = sessions(200_000);
        for (SSLSession session : sessions) {
            accepted.add(session, HOST, 1, FOR_GOOD);
            assertTrue(accepted.contains(session, HOST, 1));
        }
        assertTrue(remembered(sessions) <= 1 << 16, remembered(sessions) + " of 200,000 are remembered");
    }

    @Test
    void makes_room_where_a_policy_is_over() {
        List<SSLSession> sessions = sessions(1_000);
        for (int generation = 1; generation <= 50; generation++) {
            for (SSLSession session : sessions) {
                accepted.add(session, HOST, generation, FOR_GOOD);
            }
        }
        assertTrue(sessions.stream()
                        .filter(session -> accepted.contains(session, HOST, 50))
                        .count()
                > 900);
    }

    /** Threads may lose what others remember, and never find what nobody has accepted. */
    @Test
    void serves_many_threads() throws Exception {
        List<SSLSession> sessions = sessions(4_000);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int own = t;
                work.add(() -> {
                    int wrong = 0;
                    for (int i = 0; i < sessions.size(); i++) {
                        if (i % 8 == own) {
                            accepted.add(sessions.get(i), "h" + own + ".test", 1, FOR_GOOD);
                        }
                        wrong += accepted.contains(sessions.get(i), "h" + (i + 1) % 8 + ".test", 1) ? 1 : 0;
                    }
                    return wrong;
                });
            }
            for (Future<Integer> wrong : threads.invokeAll(work)) {
                assertEquals(0, wrong.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private long remembered(List<SSLSession> sessions) {
        return sessions.stream()
                .filter(session -> accepted.contains(session, HOST, 1))
                .count();
    }

    private static List<SSLSession> sessions(int count) {
        return IntStream.range(0, count).mapToObj(i -> session()).toList();
    }

    /** Nobody asks it anything: it is known by its identity. */
    private static SSLSession session() {
        return (SSLSession) Proxy.newProxyInstance(
                AcceptedSessionsTest.class.getClassLoader(),
                new Class<?>[] {SSLSession.class},
                (proxy, method, args) -> {
                    throw new AssertionError(method + " was called");
                });
    }
}
