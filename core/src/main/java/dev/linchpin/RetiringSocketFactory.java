package dev.linchpin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Another factory's sockets, each of which is judged for the host it is made for, if one is named, and {@link RetiringSocket retires}. */
final class RetiringSocketFactory extends SSLSocketFactory {
    /** Judges the peer of a socket that was made for one host. */
    interface HostBench {
        Guard.Bench of(String host);
    }

    private final SSLSocketFactory sockets;
    private final Guards guards;
    private final HostBench hosts;
    private final LongSupplier generation;

    RetiringSocketFactory(SSLSocketFactory sockets, Guards guards, HostBench hosts, LongSupplier generation) {
        this.sockets = sockets;
        this.guards = guards;
        this.hosts = hosts;
        this.generation = generation;
    }

    private Socket retiring(Socket socket, Guard.Bench bench) {
        Tenure tenure = new Tenure(bench, generation);
        return new RetiringSocket((SSLSocket) socket, guards.guard(tenure), tenure);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
        return retiring(sockets.createSocket(), guards.bench());
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return retiring(sockets.createSocket(socket, host, port, autoClose), hosts.of(host));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return retiring(sockets.createSocket(host, port), hosts.of(host));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return retiring(sockets.createSocket(host, port, localHost, localPort), hosts.of(host));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return retiring(sockets.createSocket(host, port), guards.bench());
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return retiring(sockets.createSocket(address, port, localAddress, localPort), guards.bench());
    }
}
