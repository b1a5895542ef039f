package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A policy of a million rules takes hundreds of megabytes. Once another has taken its place nothing leads to it any more: neither
 * the connections that it accepted, which stay open, nor their sessions, which were checked, nor the socket factories of its time,
 * which clients keep in their pools.
 */
class OldPolicyTest {
    private static final String HOST = "api.linchpin.test";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate LEAF = ROOT.leaf(HOST);
    /** The collector may take its time with what was young a moment ago. */
    private static final int COLLECTIONS = 20;

    private final Linchpin linchpin =
            TestPolicies.trusting(ROOT).policy(policy()).build();

    /** One rule that is used, and one that ends, on which pooling factories keep an eye. */
    private static PinPolicy policy() {
        return PinPolicy.builder()
                .pin(HOST, LEAF.pin(), TestPolicies.SPARE)
                .rule(PinRule.builder("other.linchpin.test")
                        .pins(LEAF.pin(), TestPolicies.SPARE)
                        .expires(Instant.now().plus(Duration.ofDays(400)), AfterExpiry.FAIL_CLOSED)
                        .build())
                .build();
    }

    /** Whose engines are connected. */
    enum Tls {
        GUARDED,
        OF_ADAPTERS;

        SSLEngine engine(Linchpin linchpin) {
            SSLContext context = this == GUARDED
                    ? linchpin.sslContext()
                    : linchpin.adapterTls().context();
            return context.createSSLEngine(HOST, 443);
        }
    }

    /** The policy in force and its rules. */
    private List<WeakReference<Object>> inForce() {
        return Stream.concat(Stream.of(linchpin.policy()), linchpin.policy().rules().stream())
                .map(held -> new WeakReference<Object>(held))
                .toList();
    }

    private static long alive(List<WeakReference<Object>> references) {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            if (references.stream().allMatch(reference -> reference.get() == null)) {
                return 0;
            }
        }
        return references.stream().filter(reference -> reference.get() != null).count();
    }

    @ParameterizedTest
    @EnumSource
    void is_garbage_while_an_engine_that_it_accepted_is_open_and_its_session_was_checked(Tls tls) throws Exception {
        SSLEngine engine = tls.engine(linchpin);
        EngineHandshake connection = EngineHandshake.between(engine, EngineHandshake.serverContext(LEAF));
        connection.run();
        SSLSession session = engine.getSession();
        linchpin.check(HOST, session);
        assertTrue(linchpin.verdict(HOST, session).accepted());
        List<WeakReference<Object>> old = inForce();
        linchpin.replacePolicy(policy());
        assertEquals(0, alive(old));
        assertEquals("ping", connection.say("ping"));
        linchpin.check(HOST, session);
    }

    @Test
    void is_garbage_while_a_socket_that_it_accepted_is_open_and_its_factories_are_in_use() throws Exception {
        SSLSocketFactory pooling = linchpin.socketFactory();
        SSLSocketFactory adapted = linchpin.adapterTls().socketFactory();
        try (TlsServer server = TlsServer.builder().present(LEAF.presented()).start();
                SSLSocket socket = (SSLSocket) linchpin.adapterTls()
                        .retiringSocketFactory()
                        .createSocket(
                                new Socket(InetAddress.getLoopbackAddress(), server.port()),
                                HOST,
                                server.port(),
                                true)) {
            socket.startHandshake();
            linchpin.check(HOST, socket.getSession());
            List<WeakReference<Object>> old = inForce();
            linchpin.replacePolicy(policy());
            assertEquals(0, alive(old));
            Connection.ask(socket);
        }
        assertNotSame(pooling, linchpin.socketFactory());
        assertNotSame(adapted, linchpin.adapterTls().socketFactory());
    }

    /** A verdict holds its rule, and no more than that. */
    @Test
    void a_refusal_that_somebody_keeps_holds_one_rule() {
        Object kept = linchpin.verdict(HOST, List.of());
        List<WeakReference<Object>> old = inForce();
        linchpin.replacePolicy(policy());
        assertEquals(1, alive(old), kept::toString);
    }

    /** The measure itself: a policy that is in force is no garbage. */
    @Test
    void a_leak_would_show() {
        List<WeakReference<Object>> current = inForce();
        assertEquals(current.size(), alive(current));
        assertFalse(linchpin.policy().rules().isEmpty());
    }
}
