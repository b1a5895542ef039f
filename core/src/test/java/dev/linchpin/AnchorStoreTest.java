package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnchorStoreTest {
    private static final TestCertificate ONE = TestCertificate.root("One");
    private static final TestCertificate OTHER = TestCertificate.root("Other");

    private final KeyStore store = AnchorStore.of(List.of(ONE.certificate(), OTHER.certificate()));

    @Test
    void holds_certificates_and_no_keys() throws Exception {
        List<String> aliases = Collections.list(store.aliases());
        assertEquals(2, store.size());
        assertEquals(2, aliases.size());
        assertEquals(OTHER.certificate(), store.getCertificate(aliases.get(1)));
        assertEquals(aliases.get(1), store.getCertificateAlias(OTHER.certificate()));
        assertNotNull(store.getCreationDate(aliases.get(0)));
        assertTrue(store.isCertificateEntry(aliases.get(0)));
        assertFalse(store.isKeyEntry(aliases.get(0)));
        assertNull(store.getKey(aliases.get(0), new char[0]));
        assertNull(store.getCertificateChain(aliases.get(0)));
    }

    @Test
    void knows_nothing_else() throws Exception {
        assertFalse(store.containsAlias("stranger"));
        assertNull(store.getCertificate("stranger"));
        assertNull(store.getCreationDate("stranger"));
        assertNull(store.getCertificateAlias(TestCertificate.root("Stranger").certificate()));
    }

    @Test
    void refuses_to_be_changed_or_written() {
        assertThrows(KeyStoreException.class, () -> store.setCertificateEntry("more", ONE.certificate()));
        assertThrows(KeyStoreException.class, () -> store.setKeyEntry("key", new byte[0], new Certificate[0]));
        assertThrows(KeyStoreException.class, () -> store.deleteEntry("anchor-0"));
        assertThrows(
                UnsupportedOperationException.class,
                () -> store.store(new ByteArrayOutputStream(), "secret".toCharArray()));
    }
}
