package dev.linchpin.cli.peer;

import dev.linchpin.policy.Hostname;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.Vector;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/**
 * A client that only looks: it offers all that Bouncy Castle can do – TLS 1.0 to 1.3, every curve, every cipher suite that comes with a
 * certificate, weak ones too – and leaves as soon as it has the server's chain, byte for byte as it was sent. Or it stays, from TLS 1.2
 * on, until the handshake is over and the server has proved that the key is its own. It validates nothing else, and sends not one byte
 * of application data, so weakness harms nobody. For one handshake.
 */
@SuppressWarnings("JdkObsolete") // Vector is what Bouncy Castle takes
final class LookingClient extends AbstractTlsClient {
    static final ProtocolVersion NEWEST = ProtocolVersion.TLSv13;

    /** Chains of any length that fits into a handshake message (RFC 8446, section 4). */
    private static final int MAX_CHAIN = 1000;

    private static final int MAX_MESSAGE = (1 << 24) - 1;

    /** The groups of today come first: for them key shares are sent along. */
    private static final int[] GROUPS = IntStream.concat(
                    IntStream.of(NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.x448, NamedGroup.secp384r1),
                    IntStream.concat(
                            IntStream.rangeClosed(NamedGroup.sect163k1, NamedGroup.brainpoolP512r1tls13),
                            IntStream.rangeClosed(NamedGroup.ffdhe2048, NamedGroup.ffdhe8192)))
            .distinct()
            .toArray();

    /** The numbers that IANA has given to suites with certificates; those of today first, since some servers read no more than 64. */
    private static final int[] SUITES = Stream.of(
                    IntStream.rangeClosed(0x1301, 0x1304),
                    IntStream.rangeClosed(0xCCA8, 0xCCAA),
                    IntStream.rangeClosed(0xC02B, 0xC032),
                    IntStream.of(0x002F, 0x0035, 0x000A, 0x009C, 0x009D, 0x009E, 0x009F),
                    IntStream.rangeClosed(0xC001, 0xC0AF),
                    IntStream.rangeClosed(0x0001, 0x00C5))
            .flatMapToInt(numbers -> numbers)
            .distinct()
            .toArray();

    private final @Nullable String serverName;
    private final Set<KeyKind> wanted;
    private final ProtocolVersion newest;
    private final boolean stays;
    private final Recorder recorder;
    private List<byte[]> presented = List.of();
    private boolean askedForCertificate;

    /**
     * @param peer whom to ask for; not by name where that is an address (RFC 6066, section 3)
     * @param wanted certificates about what
     * @param newest the newest version to offer
     * @param stays whether to complete the handshake
     */
    LookingClient(Hostname peer, Set<KeyKind> wanted, ProtocolVersion newest, boolean stays) {
        this(new Recorder(), peer, wanted, newest, stays);
    }

    private LookingClient(
            Recorder recorder, Hostname peer, Set<KeyKind> wanted, ProtocolVersion newest, boolean stays) {
        super(recorder);
        this.recorder = recorder;
        this.serverName = peer.isAddress() ? null : peer.toString();
        this.wanted = wanted;
        this.newest = newest;
        this.stays = stays;
    }

    /** The whole chain, once it has arrived; until then nothing. */
    List<byte[]> presented() {
        return presented;
    }

    /** Whether it has left because it had seen what it wanted. */
    boolean isContent() {
        return !stays && !presented.isEmpty();
    }

    /** Whether the server, having proved that the key is its own, wants a certificate of the client, which has none. */
    boolean wasAskedForCertificate() {
        return askedForCertificate;
    }

    /** Asked for when the chain is complete, which may be all that was wanted. */
    @Override
    public TlsAuthentication getAuthentication() throws IOException {
        presented = List.copyOf(recorder.certificates);
        if (!stays) {
            throw new TlsFatalAlert(AlertDescription.user_canceled);
        }
        return new Anonymous();
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return newest.downTo(stays ? ProtocolVersion.TLSv12 : ProtocolVersion.TLSv10);
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return IntStream.of(SUITES).filter(this::offers).toArray();
    }

    private boolean offers(int suite) {
        return TlsUtils.isSupportedCipherSuite(getCrypto(), suite)
                && (suite >> 8 == 0x13 || wanted.stream().anyMatch(kind -> kind.isServedBy(suite)));
    }

    @Override
    protected Vector<?> getSupportedSignatureAlgorithms() {
        return schemes(wanted);
    }

    /** Who signed the certificates above does not matter (RFC 8446, section 4.2.3). */
    @Override
    protected Vector<?> getSupportedSignatureAlgorithmsCert() {
        return schemes(EnumSet.allOf(KeyKind.class));
    }

    private static Vector<?> schemes(Collection<KeyKind> kinds) {
        Vector<Object> schemes = new Vector<>();
        for (KeyKind kind : kinds) {
            kind.schemes()
                    .mapToObj(SignatureScheme::getSignatureAndHashAlgorithm)
                    .forEach(schemes::add);
        }
        return schemes;
    }

    @Override
    @SuppressWarnings("rawtypes") // of the parameter, in Bouncy Castle
    protected Vector<?> getSupportedGroups(Vector roles) {
        Vector<Object> groups = new Vector<>();
        for (int group : GROUPS) {
            if (getCrypto().hasNamedGroup(group)) {
                groups.add(group);
            }
        }
        return groups;
    }

    @Override
    protected @Nullable Vector<?> getSNIServerNames() {
        return serverName == null
                ? null
                : new Vector<>(
                        List.of(new ServerName(NameType.host_name, serverName.getBytes(StandardCharsets.US_ASCII))));
    }

    @Override
    public int getMaxCertificateChainLength() {
        return MAX_CHAIN;
    }

    @Override
    public int getMaxHandshakeMessageSize() {
        return MAX_MESSAGE;
    }

    /** Servers of before RFC 5746 are looked at as well. */
    @Override
    public void notifySecureRenegotiation(boolean secureRenegotiation) {}

    /** Believes the server, and has no certificate of its own. */
    private final class Anonymous implements TlsAuthentication {
        @Override
        public void notifyServerCertificate(TlsServerCertificate certificate) {}

        @Override
        public @Nullable TlsCredentials getClientCredentials(CertificateRequest request) {
            askedForCertificate = true;
            return null;
        }
    }

    /** Keeps the bytes of every certificate before anybody parses it. */
    private static final class Recorder extends BcTlsCrypto {
        private final List<byte[]> certificates = new ArrayList<>();

        @Override
        public TlsCertificate createCertificate(short type, byte[] encoding) throws IOException {
            certificates.add(encoding);
            return super.createCertificate(type, encoding);
        }
    }
}
