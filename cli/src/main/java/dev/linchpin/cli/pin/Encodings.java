package dev.linchpin.cli.pin;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Recognises by its first bytes how content is encoded, and reads it. */
final class Encodings {
    private static final byte[] JKS = {(byte) 0xfe, (byte) 0xed, (byte) 0xfe, (byte) 0xed};
    private static final byte[] JCEKS = {(byte) 0xce, (byte) 0xce, (byte) 0xce, (byte) 0xce};
    private static final int DER_SEQUENCE = 0x30;

    private Encodings() {}

    static List<PinnedKey> read(byte[] content, StorePassword password) throws SourceException {
        if (content.length == 0) {
            throw new SourceException("it is empty");
        } else if (startsWith(content, JKS)) {
            return KeyStores.readJava("JKS", content, password);
        } else if (startsWith(content, JCEKS)) {
            return KeyStores.readJava("JCEKS", content, password);
        } else if (new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN ")) {
            return Pem.read(content);
        } else if (content[0] == DER_SEQUENCE) {
            return Der.read(content, password);
        }
        throw new SourceException("it is neither PEM nor DER, nor a PKCS#12 or Java key store");
    }

    private static boolean startsWith(byte[] content, byte[] magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= content.length || content[i] != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
