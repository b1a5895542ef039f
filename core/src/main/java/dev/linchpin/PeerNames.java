package dev.linchpin;

import dev.linchpin.internal.Quoted;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.StandardConstants;
import org.jspecify.annotations.Nullable;

/**
 * Whom a client takes its peer for: the host that it connects to, and the names that it asks for by SNI (RFC 6066 §3). They differ
 * where a client connects to an address; JSSE then verifies one of them, whichever the certificate covers. Immutable.
 */
final class PeerNames {
    private static final String NO_HOST =
            "the TLS client does not say which host it connects to, so neither its name nor its"
                    + " pins can be checked; expected createSSLEngine(host, port), or createSocket(socket, host, port, true)";

    /** Different ones; the host first. */
    private final List<Hostname> all;

    private final boolean identified;

    private PeerNames(List<Hostname> all, boolean identified) {
        this.all = all;
        this.identified = identified;
    }

    /** Of a request, whose host is all that counts, and always verified. */
    static PeerNames of(@Nullable String host) throws PeerIdentityException {
        if (host == null) {
            throw new PeerIdentityException(
                    "no host is named for which the peer can be checked, expected that of the request");
        }
        return new PeerNames(List.of(parse(host)), true);
    }

    /**
     * Of a connection.
     *
     * @param session that of the handshake, while it lasts
     * @throws PeerIdentityException if there is neither a host nor a server name, or anything is malformed
     */
    static PeerNames of(SSLSession session, SSLParameters parameters) throws PeerIdentityException {
        List<Hostname> names = new ArrayList<>(1);
        String peer = session.getPeerHost();
        if (peer != null) {
            add(names, peer);
        }
        addEach(names, requested(session));
        addEach(names, parameters.getServerNames());
        if (names.isEmpty()) {
            throw new PeerIdentityException(NO_HOST);
        }
        String algorithm = parameters.getEndpointIdentificationAlgorithm();
        return new PeerNames(names, algorithm != null && !algorithm.isEmpty());
    }

    private static @Nullable List<SNIServerName> requested(SSLSession session) {
        try {
            return session instanceof ExtendedSSLSession extended ? extended.getRequestedServerNames() : null;
        } catch (UnsupportedOperationException e) {
            return null;
        }
    }

    private static void addEach(List<Hostname> names, @Nullable List<SNIServerName> indicated)
            throws PeerIdentityException {
        if (indicated == null) {
            return;
        }
        for (SNIServerName name : indicated) {
            if (name.getType() == StandardConstants.SNI_HOST_NAME) {
                add(names, ascii(name));
            }
        }
    }

    /** JSSE says the same name up to three times; what is a canonical text already, letter for letter, need not be parsed again. */
    private static void add(List<Hostname> names, String text) throws PeerIdentityException {
        for (Hostname known : names) {
            if (known.toString().equals(text)) {
                return;
            }
        }
        Hostname host = parse(text);
        if (!names.contains(host)) {
            names.add(host);
        }
    }

    private static String ascii(SNIServerName name) throws PeerIdentityException {
        try {
            return name instanceof SNIHostName host
                    ? host.getAsciiName()
                    : new SNIHostName(name.getEncoded()).getAsciiName();
        } catch (IllegalArgumentException e) {
            throw new PeerIdentityException(
                    "the server name that the TLS client indicates is malformed: " + e.getMessage(), e);
        }
    }

    private static Hostname parse(String host) throws PeerIdentityException {
        try {
            return Hostname.parse(host);
        } catch (IllegalArgumentException e) {
            throw new PeerIdentityException("peer " + Quoted.of(host) + " cannot be checked: " + e.getMessage(), e);
        }
    }

    List<Hostname> all() {
        return all;
    }

    /** Whether the client asks for its peer to be identified, whatever the policy wants. */
    boolean identified() {
        return identified;
    }

    /**
     * Those that the policy is asked about: each that has a rule, and the host even if it has none. An unlisted address beside a
     * name with a rule is only the way to it; beside one that is exempt it stays an unlisted host.
     */
    List<Listing> judged(PinPolicy policy) {
        Listing host = Listing.of(policy, all.get(0));
        if (all.size() == 1) {
            return List.of(host);
        }
        List<Listing> judged = new ArrayList<>(all.size());
        if (host.hasRule()) {
            judged.add(host);
        }
        for (Hostname name : all.subList(1, all.size())) {
            Listing listing = Listing.of(policy, name);
            if (listing.hasRule()) {
                judged.add(listing);
            }
        }
        boolean onlyTheWay = host.host().isAddress() && !judged.isEmpty();
        if (!host.hasRule() && !onlyTheWay) {
            judged.add(host);
        }
        return judged;
    }
}
