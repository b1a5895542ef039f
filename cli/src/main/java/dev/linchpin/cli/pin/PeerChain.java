package dev.linchpin.cli.pin;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The certificates that a TLS server presents. Nothing is validated: whoever answers is believed, so that also a chain can be seen
 * that is expired or from an authority of one's own. Not one byte is sent inside TLS.
 */
final class PeerChain {
    private final Endpoint peer;
    private final Endpoint address;
    private final Duration timeout;
    private final Witness witness = new Witness();

    private PeerChain(Endpoint peer, Endpoint address, Duration timeout) {
        this.peer = peer;
        this.address = address;
        this.timeout = timeout;
    }

    /**
     * @param peer whom to ask for
     * @param address where to connect
     * @param timeout for everything, the resolution of the name included
     */
    static List<PinnedKey> read(Endpoint peer, Endpoint address, Duration timeout) throws SourceException {
        PeerChain chain = new PeerChain(peer, address, timeout);
        FutureTask<List<PinnedKey>> task = new FutureTask<>(chain::read);
        Thread thread = new Thread(task, "linchpin-pin");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SourceException("it did not answer within " + timeout.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SourceException reason) {
                throw reason;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("it was interrupted", e);
        }
    }

    private List<PinnedKey> read() throws SourceException {
        try {
            shakeHands();
        } catch (UnknownHostException e) {
            throw new SourceException("no such file, and no host " + address.host() + " is known", e);
        } catch (SocketTimeoutException e) {
            throw new SourceException("it did not answer within " + timeout.toSeconds() + " s", e);
        } catch (ConnectException | NoRouteToHostException e) {
            throw new SourceException("it cannot be reached at " + address + ": " + e.getMessage(), e);
        } catch (SSLException e) {
            throw new SourceException("the TLS handshake failed: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new SourceException("the connection failed: " + e.getMessage(), e);
        }
        return witness.keys();
    }

    /** A server that demands a client certificate ends the handshake, but not before it has presented its own. */
    private void shakeHands() throws IOException {
        try (Socket plain = connect();
                SSLSocket tls = (SSLSocket) context()
                        .getSocketFactory()
                        .createSocket(plain, peer.host().toString(), peer.port(), true)) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setServerNames(
                    peer.host().isAddress()
                            ? List.of()
                            : List.of(new SNIHostName(peer.host().toString())));
            tls.setSSLParameters(parameters);
            tls.startHandshake();
        } catch (IOException e) {
            if (!witness.hasSeen()) {
                throw e;
            }
        }
    }

    private Socket connect() throws IOException {
        IOException failure = new UnknownHostException(address.host().toString());
        for (InetAddress candidate : InetAddress.getAllByName(address.host().toString())) {
            Socket socket = new Socket();
            try {
                socket.setSoTimeout((int) timeout.toMillis());
                socket.connect(new InetSocketAddress(candidate, address.port()), (int) timeout.toMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw failure;
    }

    private SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {witness}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new SSLException("this JDK has no TLS", e);
        }
    }

    /** Sees the chain and accepts it: no application data follows. */
    private static final class Witness extends X509ExtendedTrustManager {
        private volatile List<X509Certificate> seen = List.of();

        boolean hasSeen() {
            return !seen.isEmpty();
        }

        List<PinnedKey> keys() throws SourceException {
            List<PinnedKey> keys = new ArrayList<>();
            try {
                for (X509Certificate certificate : seen) {
                    keys.add(PinnedKey.ofCertificate(certificate.getEncoded()));
                }
            } catch (CertificateEncodingException e) {
                throw new SourceException("a certificate of the peer is malformed", e);
            }
            return keys;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            seen = List.of(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("this side is never a server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
            checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            checkClientTrusted(chain, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
