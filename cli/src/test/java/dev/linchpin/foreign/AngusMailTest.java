package dev.linchpin.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.pki.TestCertificate;
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

/** Angus Mail, which is Jakarta Mail and was JavaMail, over SMTP. */
class AngusMailTest {
    private static final String HOST = "localhost";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate LEAF = ROOT.leaf(HOST);

    @Test
    void sends_to_a_pinned_server() throws Exception {
        try (MailServer server = MailServer.start(LEAF)) {
            greet(server, properties(LEAF));
            assertTrue(
                    server.commands().get(0).startsWith("EHLO"),
                    server.commands().toString());
        }
    }

    @Test
    void rejects_another_server_before_a_command_is_sent_if_there_is_no_fallback() throws Exception {
        try (MailServer server = MailServer.start(LEAF)) {
            Properties properties = properties(TestCertificate.root("Elsewhere"));
            MessagingException e = assertThrows(MessagingException.class, () -> greet(server, properties));
            assertTrue(PinMismatchException.find(e).isPresent(), e.toString());
            assertEquals(List.of(), server.commands());
        }
    }

    /**
     * Why the property has to be set: "If set to true, failure to create a socket using the specified socket factory class will cause
     * the socket to be created using the java.net.Socket class. Defaults to true." (package org.eclipse.angus.mail.smtp)
     */
    @Test
    void falls_back_to_unpinned_sockets_as_documented_unless_told_not_to() throws Exception {
        SSLContext before = SSLContext.getDefault();
        try (MailServer server = MailServer.start(LEAF)) {
            SSLContext.setDefault(unpinned());
            Properties properties = properties(TestCertificate.root("Elsewhere"));
            properties.remove("mail.smtp.socketFactory.fallback");
            greet(server, properties);
            assertFalse(server.commands().isEmpty());
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

    private static void greet(MailServer server, Properties properties) throws MessagingException {
        try (Transport transport = Session.getInstance(properties).getTransport("smtp")) {
            transport.connect(HOST, server.port(), null, null);
        }
    }

    private static Properties properties(TestCertificate pinned) {
        Linchpin linchpin = Linchpin.builder()
                .trustedCertificates(List.of(ROOT.certificate()))
                .policy(PinPolicy.builder()
                        .pin(HOST, pinned.pin(), TestCertificate.root("Spare").pin())
                        .build())
                .build();
        Properties properties = new Properties();
        properties.put("mail.smtp.ssl.enable", "true");
        properties.put("mail.smtp.ssl.socketFactory", linchpin.socketFactory());
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put("mail.smtp.timeout", "20000");
        return properties;
    }
}
