package dev.linchpin.gauntlet.server;

import dev.linchpin.pki.TestCertificate;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Presents exactly the certificates it was given, chosen by server name, in the order given and without asking whether they fit. */
final class ServerIdentities extends X509ExtendedKeyManager {
    private static final String DEFAULT = "";

    private volatile Map<String, List<TestCertificate>> byServerName;

    /** @param byServerName the chain for each lower-case server name; the empty name is the default */
    ServerIdentities(Map<String, List<TestCertificate>> byServerName) {
        this.byServerName = Map.copyOf(byServerName);
    }

    /** One chain for every server name, from the next handshake on. */
    void presentToAll(List<TestCertificate> chain) {
        byServerName = Map.of(DEFAULT, chain);
    }

    /** The server name that the client asked for, if it did. */
    static @Nullable String serverName(SSLSession session) {
        if (session instanceof ExtendedSSLSession extended) {
            for (SNIServerName name : extended.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return host.getAsciiName();
                }
            }
        }
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        String requested = serverName(((SSLSocket) socket).getHandshakeSession());
        String alias = requested == null ? DEFAULT : requested.toLowerCase(Locale.ROOT);
        alias = byServerName.containsKey(alias) ? alias : DEFAULT;
        PrivateKey key = getPrivateKey(alias);
        return key != null && fits(key, keyType) ? alias : null;
    }

    /** JSSE asks for EC, RSA, RSASSA-PSS, EdDSA, DSA, or in TLS 1.2 for key exchanges such as EC_EC. */
    private static boolean fits(PrivateKey key, String keyType) {
        String algorithm = key.getAlgorithm();
        return keyType.equals(algorithm) || keyType.startsWith(algorithm + "_");
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        List<TestCertificate> chain = byServerName.get(alias);
        return chain == null
                ? null
                : chain.stream().map(TestCertificate::certificate).toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        List<TestCertificate> chain = byServerName.get(alias);
        return chain == null ? null : chain.get(0).key().privateKey();
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
