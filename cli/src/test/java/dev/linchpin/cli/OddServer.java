package dev.linchpin.cli;

import dev.linchpin.pki.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Vector;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** A server on loopback such as the JDK's client refuses to talk to: of an old version, or with a key on an unusual curve. */
final class OddServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final TestCertificate certificate;
    private final ProtocolVersion version;

    OddServer(TestCertificate certificate, ProtocolVersion version) throws IOException {
        this.certificate = certificate;
        this.version = version;
        Thread thread = new Thread(this::serve, "odd-server");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                new TlsServerProtocol(socket.getInputStream(), socket.getOutputStream()).accept(new Server());
            } catch (IOException theClientHasSeenEnough) {
                // as it should
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private final class Server extends DefaultTlsServer {
        private Server() {
            super(new BcTlsCrypto());
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return version.only();
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return new int[] {
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
            };
        }

        @Override
        protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
            return signer(SignatureAlgorithm.ecdsa);
        }

        @Override
        protected TlsCredentialedSigner getRSASignerCredentials() throws IOException {
            return signer(SignatureAlgorithm.rsa);
        }

        private TlsCredentialedSigner signer(short algorithm) throws IOException {
            BcTlsCrypto crypto = (BcTlsCrypto) getCrypto();
            TlsCertificate[] chain = {crypto.createCertificate(certificate.der())};
            Vector<?> offered = context.getSecurityParametersHandshake().getClientSigAlgs();
            SignatureAndHashAlgorithm scheme = SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, algorithm);
            if (TlsUtils.isSignatureAlgorithmsExtensionAllowed(version) && !offered.contains(scheme)) {
                return null; // the client would not take it
            }
            return new BcDefaultTlsCredentialedSigner(
                    new TlsCryptoParameters(context),
                    crypto,
                    PrivateKeyFactory.createKey(certificate.key().privateKey().getEncoded()),
                    new Certificate(chain),
                    TlsUtils.isSignatureAlgorithmsExtensionAllowed(version) ? scheme : null);
        }
    }
}
