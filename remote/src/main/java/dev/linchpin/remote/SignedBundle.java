package dev.linchpin.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A document with its signatures, as it is served: a JSON Web Signature (RFC 7515), compact or in the general JSON form. Nothing in it
 * is believed before {@link BundleVerifier} has verified it. Immutable.
 *
 * <p>What libraries read with goodwill is refused: a document is in exactly one of the two forms, base64url is canonical, headers have
 * exactly the members that are known, each once, and no key signs twice.
 */
public final class SignedBundle {
    /** A thousand rules fit. Whoever serves more is no origin of bundles. */
    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_SIGNATURES = 2 * TrustedKeys.MAX_KEYS; // of old keys, and of new ones

    private final String payload;
    private final List<BundleSignature> signatures;

    private SignedBundle(String payload, List<BundleSignature> signatures) {
        this.payload = payload;
        this.signatures = List.copyOf(signatures);
    }

    /**
     * Reads a document. Says nothing about its signatures but that they could be some.
     *
     * @throws BundleRefusedException as {@link BundleRefusal#MALFORMED}
     */
    public static SignedBundle parse(byte[] document) throws BundleRefusedException {
        try {
            if (document.length > MAX_BYTES) {
                throw new IllegalArgumentException(
                        "it has " + document.length + " bytes, expected at most " + MAX_BYTES);
            }
            return document.length > 0 && (document[0] == '{' || document[0] <= ' ')
                    ? general(document)
                    : compact(ascii(document));
        } catch (IllegalArgumentException e) {
            throw new BundleRefusedException(
                    BundleRefusal.MALFORMED, "the document is no signed bundle: " + e.getMessage(), e);
        }
    }

    private static String ascii(byte[] document) {
        for (byte b : document) {
            if (b <= ' ') {
                throw new IllegalArgumentException("it has a blank or a character that is not ASCII, expected"
                        + " header.payload.signature or an object of JSON, and nothing else");
            }
        }
        return new String(document, US_ASCII);
    }

    private static SignedBundle compact(String document) {
        String[] parts = document.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("it has " + parts.length
                    + " parts between dots, expected header.payload.signature or an object of JSON");
        }
        return of(parts[1], List.of(BundleSignature.parse(parts[0], parts[2])));
    }

    private static SignedBundle general(byte[] document) {
        List<BundleSignature> signatures = new ArrayList<>();
        String[] payload = new String[1];
        JsonReader.read(document, json -> {
            json.object("the document", List.of("payload", "signatures"), List.of(), name -> {
                if (name.equals("payload")) {
                    payload[0] = json.text("payload");
                } else {
                    json.array("signatures", 1, MAX_SIGNATURES, () -> signatures.add(signature(json)));
                }
            });
            return json;
        });
        return of(payload[0], signatures);
    }

    private static BundleSignature signature(JsonReader json) {
        String[] parts = new String[2];
        json.object("a signature", List.of("protected", "signature"), List.of(), name -> {
            parts[name.equals("protected") ? 0 : 1] = json.text(name);
        });
        return BundleSignature.parse(parts[0], parts[1]);
    }

    private static SignedBundle of(String payload, List<BundleSignature> signatures) {
        Base64Url.decode("the payload", payload);
        Set<String> keys = new HashSet<>();
        for (BundleSignature signature : signatures) {
            if (!keys.add(signature.keyId())) {
                throw new IllegalArgumentException(
                        "the key " + signature.keyId() + " signs twice, expected one signature by each");
            }
        }
        return new SignedBundle(payload, signatures);
    }

    /**
     * A bundle with a first signature.
     *
     * @param key the public half of the private key
     * @throws GeneralSecurityException if the private key cannot sign, or is that of another public key
     */
    public static SignedBundle sign(Bundle bundle, SigningKey key, PrivateKey privateKey)
            throws GeneralSecurityException {
        return new SignedBundle(Base64Url.encode(bundle.payload()), List.of()).sign(key, privateKey);
    }

    /**
     * The same document with one more signature; what the key has signed before is replaced.
     *
     * @throws GeneralSecurityException as {@link #sign(Bundle, SigningKey, PrivateKey)}
     */
    public SignedBundle sign(SigningKey key, PrivateKey privateKey) throws GeneralSecurityException {
        String header = BundleSignature.headerFor(key);
        byte[] signature = key.algorithm().sign(privateKey, BundleSignature.signed(header, payload));
        BundleSignature added = BundleSignature.parse(header, Base64Url.encode(signature));
        if (!added.isBy(key, payload)) {
            throw new GeneralSecurityException("the private key is not that of " + key);
        }
        List<BundleSignature> all = new ArrayList<>(signatures);
        all.removeIf(before -> before.keyId().equals(key.id()));
        all.add(added);
        return new SignedBundle(payload, all);
    }

    /** The ids of the keys that are said to have signed, in the order of the document. */
    public List<String> signers() {
        return signatures.stream().map(BundleSignature::keyId).collect(Collectors.toList());
    }

    /**
     * What the document says, whoever has written it: to be shown to somebody who is asked to sign it, and not to be acted upon.
     *
     * @throws BundleRefusedException as {@link BundleRefusal#BAD_PAYLOAD}
     */
    public Bundle unverified() throws BundleRefusedException {
        return Bundle.parse(payload());
    }

    byte[] payload() {
        return Base64Url.decode("the payload", payload);
    }

    List<BundleSignature> signatures() {
        return signatures;
    }

    /** How many of these keys have signed, if each that is named has. */
    int countOf(TrustedKeys keys) throws BundleRefusedException {
        int count = 0;
        for (BundleSignature signature : signatures) {
            SigningKey key = keys.key(signature.keyId()).orElse(null);
            if (key == null) {
                continue;
            }
            if (!signature.isBy(key, payload)) {
                throw new BundleRefusedException(
                        BundleRefusal.BAD_SIGNATURE,
                        "the signature that names the " + key + " is not by this key, expected one that is");
            }
            count++;
        }
        return count;
    }

    /** The document: compact with one signature, in the general form with several. */
    public byte[] bytes() {
        if (signatures.size() == 1) {
            BundleSignature only = signatures.get(0);
            return (only.header() + "." + payload + "." + only.signature()).getBytes(US_ASCII);
        }
        StringBuilder json =
                new StringBuilder("{\"payload\":\"").append(payload).append("\",\"signatures\":[");
        String separator = "\n";
        for (BundleSignature signature : signatures) {
            json.append(separator)
                    .append("{\"protected\":\"")
                    .append(signature.header())
                    .append("\",\"signature\":\"")
                    .append(signature.signature())
                    .append("\"}");
            separator = ",\n";
        }
        return json.append("]}\n").toString().getBytes(US_ASCII);
    }

    @Override
    public String toString() {
        return "document signed by " + signers();
    }
}
