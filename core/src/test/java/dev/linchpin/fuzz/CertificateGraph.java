package dev.linchpin.fuzz;

import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinSet;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.KeyUse;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * A handful of certificates that may have signed one another in any way, drawn from bytes: byte 0 says which of them are trust
 * anchors, byte 1 which are not presented, byte 2 whose pins the rule has, and two bytes describe each certificate, leaf first.
 *
 * <p>With few names and few keys, everything happens at once: namesakes with other keys, cross-signatures, loops,
 * repetitions, and "issuers" that signed nothing.
 */
final class CertificateGraph {
    static final String HOST = "api.linchpin.test";
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static final int HEADER = 3;
    private static final int MOST = 6;
    private static final int NAMES = 4;
    private static final List<TestKey> KEYS = IntStream.range(0, 4)
            .mapToObj(i -> TestKey.seeded(KeyType.P256, "fuzz " + i))
            .toList();
    /** There are only so many certificates to draw, and signing them is what takes the time. */
    private static final Map<Integer, Node> DRAWN = new ConcurrentHashMap<>();

    private final List<Node> nodes = new ArrayList<>();
    private final int anchors;
    private final int withheld;
    private final int pinned;

    private CertificateGraph(byte[] drawing) {
        this.anchors = at(drawing, 0);
        this.withheld = at(drawing, 1) & ~1;
        this.pinned = at(drawing, 2);
        int count = Math.min(MOST, Math.max(1, (drawing.length - HEADER) / 2));
        for (int i = 0; i < count; i++) {
            int spec = at(drawing, HEADER + 2 * i) | at(drawing, HEADER + 2 * i + 1) << 8;
            nodes.add(DRAWN.computeIfAbsent(spec & 0x7ff, CertificateGraph::draw));
        }
    }

    /** Any bytes are a drawing; what is missing is zero, and what is too much is not looked at. */
    static CertificateGraph of(byte[] drawing) {
        return new CertificateGraph(drawing);
    }

    /** What the peer sends, leaf first. */
    List<Node> presented() {
        return chosen(~withheld);
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    List<Node> anchors() {
        return chosen(anchors);
    }

    /** The key pins of some certificates of the graph and of a key that none of them has. */
    PinSet pins() {
        List<Pin> pins = new ArrayList<>(List.of(SPARE));
        chosen(pinned).forEach(node -> pins.add(Pin.parse(node.pin)));
        return PinSet.of(pins);
    }

    static final Pin SPARE =
            Pin.parse(TestKey.seeded(KeyType.P256, "fuzz spare").pin());

    static List<X509Certificate> certificates(List<Node> nodes) {
        return nodes.stream().map(Node::certificate).toList();
    }

    private List<Node> chosen(int mask) {
        return IntStream.range(0, nodes.size())
                .filter(i -> (mask >> i & 1) != 0)
                .mapToObj(nodes::get)
                .toList();
    }

    @Override
    public String toString() {
        return "presented " + presented() + ", anchors " + anchors() + ", pins of " + chosen(pinned);
    }

    private static int at(byte[] drawing, int index) {
        return index < drawing.length ? drawing[index] & 0xff : 0;
    }

    /** From the low bits up: name, key, issuer's name, issuer's key, and what is special. */
    private static Node draw(int spec) {
        int name = spec & 3;
        int key = spec >> 2 & 3;
        int issuerName = spec >> 4 & 3;
        int issuerKey = spec >> 6 & 3;
        Kind kind = Kind.values()[spec >> 8 & 7];
        TestCertificate issuer = CertificateDraft.authority("issuer")
                .subject(subject(issuerName))
                .key(KEYS.get(issuerKey))
                .selfSigned();
        CertificateDraft draft = (kind == Kind.LEAF ? CertificateDraft.leaf(HOST) : CertificateDraft.authority("any"))
                .subject(subject(name))
                .key(KEYS.get(key))
                .serial(BigInteger.valueOf(spec + 1))
                .validity(NOW.minusSeconds(86_400), NOW.plusSeconds(86_400));
        kind.bend(draft);
        TestCertificate signed = draft.signedBy(issuer);
        String text = kind + " " + name + key + " by " + issuerName + issuerKey;
        return new Node(signed.certificate(), signed.pin(), key, issuerKey, kind, text);
    }

    private static String subject(int name) {
        return "CN=Fuzz " + name % NAMES;
    }

    /** A certificate and what is known of it without asking it: which key it holds, and which key signed it. */
    record Node(X509Certificate certificate, String pin, int key, int signer, Kind kind, String text) {
        boolean isAuthority() {
            return kind != Kind.LEAF && kind != Kind.NO_AUTHORITY && kind != Kind.VERSION_1;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    enum Kind {
        LEAF,
        AUTHORITY,
        /** As the authority that it claims to be in everything but the flag. */
        NO_AUTHORITY,
        EXPIRED,
        /** Allows no further authority below. */
        PATH_LENGTH_0,
        NO_SIGNER,
        /** May not speak for the host of the leaf. */
        OTHER_NAMES,
        VERSION_1;

        void bend(CertificateDraft draft) {
            switch (this) {
                case LEAF, AUTHORITY -> {}
                case NO_AUTHORITY -> draft.authorityFlag(false);
                case EXPIRED -> draft.validity(NOW.minusSeconds(172_800), NOW.minusSeconds(86_400));
                case PATH_LENGTH_0 -> draft.pathLength(0);
                case NO_SIGNER -> draft.keyUsage(KeyUse.CRL_SIGNING);
                case OTHER_NAMES -> draft.excluded(HOST);
                case VERSION_1 -> draft.version1();
            }
        }
    }
}
