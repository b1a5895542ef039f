package dev.linchpin.cli.pin;

import java.util.List;
import java.util.Optional;

/** Recognises how content is encoded, and reads it. */
final class Encodings {
    private static final byte[] JKS = {(byte) 0xfe, (byte) 0xed, (byte) 0xfe, (byte) 0xed};
    private static final byte[] JCEKS = {(byte) 0xce, (byte) 0xce, (byte) 0xce, (byte) 0xce};

    /** Version, and the length of the salt: what BKS and UBER, Bouncy Castle's own formats, begin with. */
    private static final byte[] BKS_1 = {0, 0, 0, 1, 0, 0, 0, 20};

    private static final byte[] BKS_2 = {0, 0, 0, 2, 0, 0, 0, 20};

    private Encodings() {}

    static List<PinnedKey> read(byte[] content, StorePassword password) throws SourceException {
        if (content.length == 0) {
            throw new SourceException("it is empty");
        } else if (startsWith(content, JKS)) {
            return JavaKeyStore.read("JKS", content, password);
        } else if (startsWith(content, JCEKS)) {
            return JavaKeyStore.read("JCEKS", content, password);
        } else if (startsWith(content, BKS_2)) {
            return JavaKeyStore.read("BKS", content, password);
        } else if (startsWith(content, BKS_1)) {
            return JavaKeyStore.read("UBER", content, password);
        } else if (Der.beginsHere(content)) {
            return Der.read(content, password);
        }
        String text = PastedText.decode(content);
        if (Pem.isIn(text)) {
            return Pem.read(text);
        }
        Optional<byte[]> bare = PastedText.bare(text);
        if (bare.isPresent()) {
            return read(bare.get(), password);
        }
        throw new SourceException("it is neither PEM nor DER, nor a key store");
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
