package dev.linchpin.cli.key;

import dev.linchpin.cli.policy.Unreadable;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinFormatException;
import dev.linchpin.pin.SpkiPin;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * A pin that an option of a command gives: written out, or of the one key in a file – a certificate request, a certificate, a public key or a
 * private one, in PEM or DER. Of a private key nothing is kept but the public half.
 */
public final class GivenPin {
    private static final int MAX_BYTES = 1 << 20;

    private final String option;

    private GivenPin(String option) {
        this.option = option;
    }

    /**
     * The pin of a key.
     *
     * @param option that gives it, as {@code --new}, which begins what is said about it
     * @throws IllegalArgumentException if it is none; the message is a sentence without private parts
     */
    public static SpkiPin parse(String option, String text) {
        return new GivenPin(option).parse(text);
    }

    private SpkiPin parse(String text) {
        if (text.startsWith("sha256/") || text.startsWith("cert-")) {
            if (Pin.parse(text) instanceof SpkiPin pin) {
                return pin;
            }
            throw new IllegalArgumentException(text + " is a pin of a certificate, expected one of a key, sha256/…");
        }
        try {
            return ofFile(Path.of(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(option + " is neither a pin, sha256/…, nor a file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(option + " " + text + ": " + Unreadable.reason(e), e);
        } catch (PinFormatException e) {
            throw new IllegalArgumentException(option + " " + text + ": " + e.getMessage(), e);
        }
    }

    private SpkiPin ofFile(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_BYTES + 1);
        }
        if (content.length > MAX_BYTES) {
            throw new IllegalArgumentException(option + " " + file + ": it is larger than 1 MiB, expected one key");
        }
        Set<SpkiPin> pins = new LinkedHashSet<>();
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.contains("-----BEGIN ")) {
            addPem(file, text, pins);
        } else {
            pins.add(ofDer(file, content));
        }
        if (pins.size() != 1) {
            throw new IllegalArgumentException(option + " " + file + ": it holds " + pins.size()
                    + " keys, expected one: the key of the server, without authorities");
        }
        return pins.iterator().next();
    }

    private void addPem(Path file, String text, Set<SpkiPin> pins) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object object = next(file, parser); object != null; object = next(file, parser)) {
                add(file, object, pins);
            }
        }
    }

    private @Nullable Object next(Path file, PEMParser parser) {
        try {
            return parser.readObject();
        } catch (IOException | RuntimeException e) {
            throw malformed(file);
        }
    }

    private void add(Path file, Object object, Set<SpkiPin> pins) throws IOException {
        if (object instanceof X509CertificateHolder certificate) {
            pins.add(SpkiPin.ofCertificate(certificate.getEncoded()));
        } else if (object instanceof PKCS10CertificationRequest request) {
            pins.add(ofKey(request.getSubjectPublicKeyInfo()));
        } else if (object instanceof SubjectPublicKeyInfo key) {
            pins.add(ofKey(key));
        } else if (object instanceof PEMKeyPair pair) {
            pins.add(
                    pair.getPublicKeyInfo() == null
                            ? ofPrivate(file, pair.getPrivateKeyInfo())
                            : ofKey(pair.getPublicKeyInfo()));
        } else if (object instanceof PrivateKeyInfo key) {
            pins.add(ofPrivate(file, key));
        } else if (object instanceof PKCS8EncryptedPrivateKeyInfo || object instanceof PEMEncryptedKeyPair) {
            throw new IllegalArgumentException(option + " " + file
                    + ": the private key is encrypted, expected the certificate request or the public key of it");
        }
    }

    private SpkiPin ofDer(Path file, byte[] content) {
        try {
            return SpkiPin.ofCertificate(new X509CertificateHolder(content).getEncoded());
        } catch (IOException | RuntimeException e) {
            // Something else, then.
        }
        try {
            return ofKey(new PKCS10CertificationRequest(content).getSubjectPublicKeyInfo());
        } catch (IOException | RuntimeException e) {
            // Something else, then.
        }
        try {
            return ofKey(SubjectPublicKeyInfo.getInstance(content));
        } catch (IOException | RuntimeException e) {
            // Something else, then.
        }
        try {
            return ofPrivate(file, PrivateKeyInfo.getInstance(content));
        } catch (IOException | RuntimeException e) {
            throw malformed(file);
        }
    }

    private static SpkiPin ofKey(SubjectPublicKeyInfo key) throws IOException {
        return SpkiPin.ofSpki(key.getEncoded());
    }

    private SpkiPin ofPrivate(Path file, PrivateKeyInfo info) throws IOException {
        AsymmetricKeyParameter secret;
        try {
            secret = PrivateKeyFactory.createKey(info);
        } catch (IOException | RuntimeException e) {
            throw malformed(file);
        }
        AsymmetricKeyParameter open;
        if (secret instanceof RSAPrivateCrtKeyParameters rsa) {
            BigInteger modulus = rsa.getModulus();
            open = new RSAKeyParameters(false, modulus, rsa.getPublicExponent());
        } else if (secret instanceof ECPrivateKeyParameters ec) {
            open = new ECPublicKeyParameters(
                    ec.getParameters().getG().multiply(ec.getD()).normalize(), ec.getParameters());
        } else if (secret instanceof Ed25519PrivateKeyParameters ed) {
            open = ed.generatePublicKey();
        } else {
            throw new IllegalArgumentException(option + " " + file
                    + ": the public half of such a private key is not known, expected its certificate request");
        }
        return ofKey(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(open));
    }

    /** The parsers' own words may quote what is in the file. */
    private IllegalArgumentException malformed(Path file) {
        return new IllegalArgumentException(option + " " + file
                + ": it is malformed, expected a certificate request, a certificate or a key, in PEM or DER");
    }
}
