package dev.linchpin.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.PinPolicy;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** Why the example of mail has a property more than one would expect. */
class MailFallbackTest {
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate LEAF = ROOT.leaf(Played.HOST);

    private final Properties settings = MailExample.smtps(Linchpin.builder()
            .trustedCertificates(List.of(ROOT.certificate()))
            .policy(PinPolicy.builder()
                    .pin(
                            Played.HOST,
                            TestKey.generate().pin(),
                            TestKey.generate().pin())
                    .build())
            .build());

    @Test
    void rejects_another_server_before_a_command_is_sent_if_there_is_no_fallback() throws Exception {
        try (Peer server = ScriptedPeer.start(LEAF, port -> new SmtpScript(false))) {
            MessagingException e = assertThrows(MessagingException.class, () -> greet(server));
            assertTrue(PinMismatchException.find(e).isPresent(), e.toString());
            assertEquals(List.of(0L), server.applicationBytes());
        }
    }

    /**
     * "If set to true, failure to create a socket using the specified socket factory class will cause the socket to be created using
     * the java.net.Socket class. Defaults to true." (package org.eclipse.angus.mail.smtp)
     */
    @Test
    void falls_back_to_unpinned_sockets_as_documented_unless_told_not_to() throws Exception {
        SSLContext before = SSLContext.getDefault();
        try (Peer server = ScriptedPeer.start(LEAF, port -> new SmtpScript(false))) {
            SSLContext.setDefault(unpinned());
            settings.remove("mail.smtp.socketFactory.fallback");
            greet(server);
            assertTrue(server.applicationBytes().get(1) > 0);
        } finally {
            SSLContext.setDefault(before);
        }
    }

    /** Trusts the server's authority, and knows of no pins. */
    private static SSLContext unpinned() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", ROOT.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private void greet(Peer server) throws MessagingException {
        settings.put("mail.smtp.timeout", "20000");
        try (Transport transport = Session.getInstance(settings).getTransport("smtp")) {
            transport.connect(Played.HOST, server.port(), null, null);
        }
    }
}
