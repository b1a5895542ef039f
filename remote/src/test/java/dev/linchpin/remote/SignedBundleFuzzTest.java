package dev.linchpin.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSObjectJSON;
import java.text.ParseException;
import java.util.List;

/** Whatever is read as a document, a library reads alike: the same payload, the same headers. */
class SignedBundleFuzzTest {
    @FuzzTest
    void reads_as_a_library_does_or_refuses(byte[] input) throws ParseException {
        SignedBundle document;
        try {
            document = SignedBundle.parse(input);
        } catch (BundleRefusedException refused) {
            assertEquals(BundleRefusal.MALFORMED, refused.reason());
            return;
        }
        String text = new String(input, US_ASCII);
        if (text.indexOf('{') < 0) {
            JWSObject compact = JWSObject.parse(text);
            assertArrayEquals(compact.getPayload().toBytes(), document.payload());
            assertEquals(List.of(compact.getHeader().getKeyID()), document.signers());
        } else {
            JWSObjectJSON general = JWSObjectJSON.parse(text);
            assertArrayEquals(general.getPayload().toBytes(), document.payload());
            assertEquals(
                    general.getSignatures().stream()
                            .map(signature -> signature.getHeader().getKeyID())
                            .toList(),
                    document.signers());
        }
    }
}
