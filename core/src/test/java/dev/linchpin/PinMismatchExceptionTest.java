package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.verdict.PinVerdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class PinMismatchExceptionTest {
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");

    private final PinMismatchException mismatch = new PinMismatchException(verdict("api.linchpin.test"));

    @Test
    void is_found_behind_what_clients_wrap_around_it() {
        SSLHandshakeException handshake = new SSLHandshakeException("handshake");
        handshake.initCause(mismatch);
        assertSame(mismatch, PinMismatchException.in(mismatch).orElseThrow());
        assertSame(mismatch, PinMismatchException.in(handshake).orElseThrow());
        assertSame(
                mismatch,
                PinMismatchException.in(new ExecutionException(handshake)).orElseThrow());
    }

    @Test
    void is_found_among_suppressed_failures() {
        IOException last = new IOException("second address");
        last.addSuppressed(new IOException("first address", mismatch));
        assertSame(mismatch, PinMismatchException.in(last).orElseThrow());
    }

    @Test
    void is_not_found_where_there_is_none() {
        assertEquals(Optional.empty(), PinMismatchException.in(null));
        assertEquals(Optional.empty(), PinMismatchException.in(new IOException("reset", new IOException("by peer"))));
    }

    @Test
    void looks_through_causes_that_go_in_circles() {
        IOException first = new IOException("first");
        IOException second = new IOException("second", first);
        first.initCause(second);
        assertEquals(Optional.empty(), PinMismatchException.in(first));
    }

    /** Wherever failures travel, to another process or into a session, a refusal must not be the one that breaks the transport. */
    @Test
    void travels_with_its_message_and_without_its_verdict() throws Exception {
        PinMismatchException copy = PinMismatchException.find(copy(new IOException("request failed", mismatch)))
                .orElseThrow();
        assertEquals(mismatch.getMessage(), copy.getMessage());
        assertEquals(List.of(mismatch.getStackTrace()), List.of(copy.getStackTrace()));
        String complaint = String.valueOf(
                assertThrows(IllegalStateException.class, copy::verdict).getMessage());
        assertTrue(complaint.contains("deserialised"), complaint);
    }

    @Test
    void a_refusal_without_a_verdict_travels_as_well() throws Exception {
        PeerIdentityException refusal = new PeerIdentityException("nobody", new IllegalArgumentException("no name"));
        PeerIdentityException copy = PeerIdentityException.find(copy(new IOException("request failed", refusal)))
                .orElseThrow();
        assertEquals("nobody", copy.getMessage());
        assertEquals("no name", copy.getCause().getMessage());
    }

    private static Throwable copy(Throwable failure) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Throwable) in.readObject();
        }
    }

    @Test
    void has_two_names_for_one_search() {
        assertSame(
                mismatch, PinMismatchException.find(new IOException(mismatch)).orElseThrow());
        assertSame(mismatch, PinMismatchException.in(new IOException(mismatch)).orElseThrow());
    }

    /** The peer chooses its names; it must not write our log. */
    @Test
    void prints_no_control_characters_of_the_peer() {
        TestCertificate evil = CertificateDraft.leaf("api.linchpin.test")
                .subject("CN=a\nCertificate pinning success\u001b[2J" + "x".repeat(500))
                .signedBy(ROOT);
        PinVerdict verdict = TestPolicies.trusting(ROOT)
                .policy(TestPolicies.pin("api.linchpin.test", otherPin()))
                .build()
                .verdict("api.linchpin.test", List.of(evil.certificate()));
        String message = String.valueOf(new PinMismatchException(verdict).getMessage());
        assertTrue(message.contains("CN=a\\u000aCertificate pinning success\\u001b[2J"), message);
        assertTrue(message.lines().allMatch(line -> line.length() < 400), message);
    }

    private static PinVerdict verdict(String host) {
        return TestPolicies.trusting(ROOT)
                .policy(TestPolicies.pin(host, otherPin()))
                .build()
                .verdict(host, List.of());
    }

    private static String otherPin() {
        return ROOT.leaf("other.linchpin.test").pin();
    }
}
