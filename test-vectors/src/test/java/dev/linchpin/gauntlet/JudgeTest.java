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
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The judge is not fooled: each test is a client that misbehaves in one way, on real connections. */
class JudgeTest {
    private static final Gauntlet GAUNTLET = Gauntlet.open();

    @AfterAll
    static void close() {
        GAUNTLET.close();
    }

    @Test
    void a_client_that_sends_first_and_refuses_then_is_unexpected() {
        Result result = play("rogue-trusted-ca", (client, uri) -> {
            client.get(uri);
            throw new PinRefusal();
        });
        assertEquals(Outcome.REFUSE, result.actual());
        assertTrue(result.leaked());
        assertTrue(result.unexpected());
    }

    @Test
    void a_client_that_refuses_in_silence_passes() {
        Result result = play("rogue-trusted-ca", (client, uri) -> {
            throw new PinRefusal();
        });
        assertEquals(Outcome.REFUSE, result.actual());
        assertEquals(0, result.applicationBytes());
        assertFalse(result.unexpected());
        assertTrue(result.failure() instanceof PinRefusal);
    }

    @Test
    void a_client_that_accepts_the_rogue_is_unexpected() {
        Result result = play("rogue-trusted-ca", Client::get);
        assertEquals(Outcome.ACCEPT, result.actual());
        assertTrue(result.leaked());
        assertTrue(result.unexpected());
    }

    @Test
    void an_unrelated_failure_is_no_refusal() {
        Result result = play("rogue-trusted-ca", (client, uri) -> {
            throw new IOException("the cable is out");
        });
        assertError(result, "nothing to do with the peer's certificates");
    }

    @Test
    void a_tls_failure_without_a_word_on_certificates_is_no_refusal() {
        Result result = play("wrong-host-name", (client, uri) -> {
            throw new SSLException("unexpected message");
        });
        assertError(result, "nothing to do with the peer's certificates");
    }

    @Test
    void refusing_for_pkix_where_only_pins_are_wrong_is_an_error() {
        Result result = play("rogue-trusted-ca", (client, uri) -> {
            throw new IOException(
                    new SSLHandshakeException("handshake failed").initCause(new CertificateException("expired")));
        });
        assertError(result, "not for its pins");
    }

    @Test
    void refusing_for_pins_where_they_match_is_an_error() {
        Result result = play("wrong-host-name", (client, uri) -> {
            throw new PinRefusal();
        });
        assertError(result, "which match");
    }

    @Test
    void a_certificate_failure_deep_in_the_causes_is_found() {
        Result result = play("wrong-host-name", (client, uri) -> {
            throw new IOException(new IllegalStateException(new CertificateException("wrong host")));
        });
        assertEquals(Outcome.REFUSE, result.actual());
        assertFalse(result.unexpected());
    }

    @Test
    void where_any_reason_will_do_any_failure_is_a_refusal() {
        Result result = play("huge-certificate", (client, uri) -> {
            throw new SSLException("The size of the handshake message exceeds the maximum allowed size");
        });
        assertEquals(Outcome.REFUSE, result.actual());
        assertFalse(result.unexpected());
    }

    @Test
    void where_any_reason_will_do_giving_up_is_none() {
        Result result = play("huge-certificate", (client, uri) -> {
            throw new IOException(new SocketTimeoutException("Read timed out"));
        });
        assertError(result, "no answer in time");
    }

    @Test
    void refusing_a_genuine_peer_is_unexpected() {
        Result result = play("leaf-pinned", (client, uri) -> {
            throw new PinRefusal();
        });
        assertEquals(Outcome.REFUSE, result.actual());
        assertTrue(result.unexpected());
        assertFalse(result.leaked());
    }

    @Test
    void an_answer_from_elsewhere_is_no_acceptance() {
        assertError(play("leaf-pinned", (client, uri) -> new Client.Reply(200, "hello")), "but got 200 \"hello\"");
    }

    @Test
    void the_wrong_protocol_is_no_acceptance() {
        Driver http1 = new UnpinnedOkHttp() {
            @Override
            public Client open(Setup setup) throws Exception {
                return super.open(setup.withTransport(Transport.of(Protocol.HTTP_1_1)));
            }
        };
        assertError(GAUNTLET.play(GAUNTLET.scenario("leaf-pinned"), http1, Protocol.HTTP_2), "HTTP/1.1");
    }

    @Test
    void a_failed_preparation_is_an_error_even_if_a_refusal_is_expected() {
        Result result = play("pooled-after-replacement", (client, uri) -> {
            throw new PinRefusal();
        });
        assertError(result, "the preparation failed");
    }

    @Test
    void what_is_sent_before_a_first_refusal_is_a_leak_although_the_second_is_clean() {
        AtomicBoolean again = new AtomicBoolean();
        Result result = play("resumed-after-refusal", (client, uri) -> {
            if (!again.getAndSet(true)) {
                client.get(uri);
            }
            throw new PinRefusal();
        });
        assertEquals(Outcome.REFUSE, result.actual());
        assertTrue(result.leaked());
        assertTrue(result.unexpected());
    }

    @Test
    void accepting_a_peer_that_is_to_be_refused_before_the_last_request_is_accepting_it() {
        Result result = play("resumed-after-refusal", Client::get);
        assertEquals(Outcome.ACCEPT, result.actual());
        assertTrue(result.breached());
    }

    @Test
    void a_first_request_that_fails_for_another_reason_is_no_refusal() {
        Result result = play("resumed-after-refusal", (client, uri) -> {
            throw new IOException("the cable is out");
        });
        assertError(result, "the preparation failed");
    }

    @Test
    void handing_out_the_redirect_is_a_refusal_to_follow_it() {
        Result result = play("redirect-to-clear-text", (client, uri) -> new Client.Reply(302, ""));
        assertEquals(Outcome.REFUSE, result.actual());
        assertFalse(result.unexpected());
    }

    @Test
    void a_client_that_cannot_be_made_is_an_error() {
        Driver broken = new UnpinnedOkHttp() {
            @Override
            public Client open(Setup setup) {
                throw new IllegalStateException("no such provider");
            }
        };
        assertError(GAUNTLET.play(GAUNTLET.scenario("leaf-pinned"), broken, Protocol.HTTP_1_1), "no such provider");
    }

    @Test
    void a_client_that_hangs_is_an_error_and_does_not_hang_the_run() {
        try (Gauntlet impatient = Gauntlet.open(Duration.ofMillis(200))) {
            Driver hanging = driver((client, uri) -> {
                new CountDownLatch(1).await();
                throw new AssertionError("unreachable");
            });
            Result result = impatient.play(impatient.scenario("leaf-pinned"), hanging, Protocol.HTTP_1_1);
            assertEquals(Outcome.ERROR, result.actual());
        }
    }

    private static void assertError(Result result, String note) {
        assertEquals(Outcome.ERROR, result.actual());
        assertTrue(result.unexpected());
        assertTrue(result.note().contains(note), result::note);
    }

    private static Result play(String scenario, Behaviour behaviour) {
        return GAUNTLET.play(GAUNTLET.scenario(scenario), driver(behaviour), Protocol.HTTP_1_1);
    }

    private static Driver driver(Behaviour behaviour) {
        return new UnpinnedOkHttp() {
            @Override
            public boolean isPinRefusal(Throwable failure) {
                return failure instanceof PinRefusal;
            }

            @Override
            public Client open(Setup setup) throws Exception {
                Client honest = super.open(setup);
                return new Client() {
                    @Override
                    public Reply get(URI uri) throws Exception {
                        return behaviour.get(honest, uri);
                    }

                    @Override
                    public void replacePolicy(PolicySpec policy) throws Exception {
                        honest.replacePolicy(policy);
                    }

                    @Override
                    public void close() throws IOException {
                        honest.close();
                    }
                };
            }
        };
    }

    private interface Behaviour {
        Client.Reply get(Client honest, URI uri) throws Exception;
    }

    private static final class PinRefusal extends SSLPeerUnverifiedException {
        private static final long serialVersionUID = 1L;

        PinRefusal() {
            super("pins do not match");
        }
    }
}
