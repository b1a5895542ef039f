package dev.linchpin.gauntlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The judge is not fooled by clients that misbehave on other routes, behind an open connection or while their policy changes. Pins are
 * played by {@link Setup#policy()}: the drivers here know only whether the policy in force is the one that the genuine server matches.
 */
class ConnectionJudgeTest {
    private static final Gauntlet GAUNTLET = Gauntlet.open();

    @AfterAll
    static void close() {
        GAUNTLET.close();
    }

    /** api ──> 127.0.0.1 (hostile): has the request already when the client thinks better of it and goes on. */
    @Test
    void a_client_that_talks_to_the_first_address_before_it_goes_on_is_a_leak() {
        Result result = play("first-address-hostile", (setup, ignored) -> {
            Client first = unpinned(setup);
            Client second = unpinned(at(setup, setup.addresses().subList(1, 2)));
            return new Obedient(first) {
                @Override
                public Reply get(URI uri) throws Exception {
                    super.get(uri);
                    return second.get(uri);
                }
            };
        });
        assertEquals(Outcome.REFUSE, result.actual());
        assertTrue(result.leaked());
        assertTrue(result.unexpected());
    }

    @Test
    void a_client_that_goes_on_to_the_genuine_address_in_silence_passes() {
        Result result = play(
                "first-address-hostile",
                (setup, ignored) -> unpinned(at(setup, setup.addresses().subList(1, 2))));
        assertEquals(Outcome.REFUSE, result.actual(), result::toString);
        assertFalse(result.unexpected(), result::toString);
    }

    @Test
    void a_client_that_goes_around_the_proxy_is_an_error() {
        for (String scenario : List.of("proxy-tunnels", "proxy-intercepts")) {
            Result result = play(scenario, (setup, ignored) -> unpinned(around(setup)));
            assertEquals(Outcome.ERROR, result.actual(), result::toString);
        }
    }

    @Test
    void waiting_in_vain_does_not_end_a_renegotiated_connection() {
        Result result = play("renegotiated-with-other-key", (setup, ignored) -> new Obedient(unpinned(setup)) {
            @Override
            public Reply get(URI uri) throws Exception {
                if (uri.getPath().equals("/redirect")) {
                    throw new InterruptedIOException("timeout");
                }
                return super.get(uri);
            }
        });
        assertEquals(Outcome.ERROR, result.actual());
    }

    @Test
    void ending_a_renegotiated_connection_for_whatever_reason_passes() {
        Result result = play("renegotiated-with-other-key", (setup, ignored) -> new Obedient(unpinned(setup)) {
            @Override
            public Reply get(URI uri) throws Exception {
                if (uri.getPath().equals("/redirect")) {
                    throw new IOException("no renegotiation");
                }
                return super.get(uri);
            }
        });
        assertFalse(result.unexpected(), result::toString);
    }

    @Test
    void requests_that_are_never_sent_are_not_in_flight() {
        Result result = play("revoked-in-flight", (setup, ignored) -> new Obedient(unpinned(setup)) {
            @Override
            public Reply get(URI uri) throws Exception {
                throw new PinRefusal();
            }
        });
        assertEquals(Outcome.ERROR, result.actual());
        assertTrue(result.note().contains("of 50 requests are held"), result::note);
    }

    @Test
    void a_client_that_obeys_each_policy_at_once_passes_under_load() {
        Result result = play("replaced-under-load", (setup, genuine) -> new Obedient(unpinned(setup), genuine));
        assertFalse(result.unexpected(), result::toString);
    }

    /** The new policy is in force from the second request after {@code replacePolicy} only. */
    @Test
    void a_client_that_obeys_a_policy_late_is_caught_under_load() {
        Result result = play("replaced-under-load", (setup, genuine) -> new Obedient(unpinned(setup), genuine) {
            private final AtomicInteger grace = new AtomicInteger();

            @Override
            public Reply get(URI uri) throws Exception {
                return grace.getAndDecrement() > 0 ? honest.get(uri) : super.get(uri);
            }

            @Override
            public void replacePolicy(PolicySpec policy) {
                super.replacePolicy(policy);
                grace.set(8); // more than there are threads: one of these begins and ends under the policy
            }
        });
        assertEquals(Outcome.ACCEPT, result.actual(), result::toString);
        assertTrue(result.leaked());
        assertTrue(result.unexpected());
    }

    @Test
    void a_client_that_refuses_everything_is_caught_under_load() {
        Result result = play("replaced-under-load", (setup, genuine) -> new Obedient(unpinned(setup), genuine) {
            @Override
            public Reply get(URI uri) throws Exception {
                throw new PinRefusal();
            }
        });
        assertEquals(Outcome.ERROR, result.actual(), result::toString);
    }

    /** What the policy of one client allows must not be allowed to the next by way of a pool that they share. */
    @Test
    void clients_that_share_their_policy_are_caught() {
        Set<PolicySpec> seen = new HashSet<>();
        Result result = play("second-client-stricter", (setup, genuine) -> {
            seen.add(setup.policy());
            return new Obedient(unpinned(setup), seen.contains(genuine) ? setup.policy() : genuine);
        });
        assertEquals(2, seen.size());
        assertEquals(Outcome.ACCEPT, result.actual(), result::toString);
        assertTrue(result.leaked());
    }

    private static Setup at(Setup setup, List<String> addresses) {
        return new Setup(
                setup.policy(),
                setup.trustAnchors(),
                setup.trust(),
                setup.transport(),
                setup.patience(),
                addresses,
                setup.proxy(),
                setup.requestsAtATime(),
                setup.severalRequests(),
                setup.clock());
    }

    private static Setup around(Setup setup) {
        return new Setup(
                setup.policy(),
                setup.trustAnchors(),
                setup.trust(),
                setup.transport(),
                setup.patience(),
                setup.addresses(),
                Optional.empty(),
                setup.requestsAtATime(),
                setup.severalRequests(),
                setup.clock());
    }

    private static Client unpinned(Setup setup) throws Exception {
        return new UnpinnedOkHttp().open(setup);
    }

    private static Result play(String id, Maker maker) {
        Scenario scenario = GAUNTLET.scenario(id);
        Driver driver = new UnpinnedOkHttp() {
            @Override
            public boolean isPinRefusal(Throwable failure) {
                return failure instanceof PinRefusal;
            }

            @Override
            public Client open(Setup setup) throws Exception {
                return maker.make(setup, scenario.policy());
            }
        };
        return GAUNTLET.play(scenario, driver, Protocol.HTTP_1_1);
    }

    private interface Maker {
        /** @param genuine the policy that the scenario begins with */
        Client make(Setup setup, PolicySpec genuine) throws Exception;
    }

    /** Refuses whenever the policy in force is not the one that the genuine server matches; without one it never does. */
    private static class Obedient implements Client {
        final Client honest;
        private final Optional<PolicySpec> genuine;
        private volatile boolean refuses;

        Obedient(Client honest) {
            this.honest = honest;
            this.genuine = Optional.empty();
        }

        Obedient(Client honest, PolicySpec genuine) {
            this.honest = honest;
            this.genuine = Optional.of(genuine);
        }

        @Override
        public Reply get(URI uri) throws Exception {
            if (refuses) {
                throw new PinRefusal();
            }
            return honest.get(uri);
        }

        @Override
        public void replacePolicy(PolicySpec policy) {
            refuses = genuine.isPresent() && !policy.equals(genuine.get());
        }

        @Override
        public void close() throws IOException {
            honest.close();
        }
    }

    private static final class PinRefusal extends SSLPeerUnverifiedException {
        private static final long serialVersionUID = 1L;

        PinRefusal() {
            super("pins do not match");
        }
    }
}
