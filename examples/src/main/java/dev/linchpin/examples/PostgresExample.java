package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's JDBC driver, which makes its socket factory by the name of its class. */
public final class PostgresExample extends SSLSocketFactory {
    private static volatile @Nullable Linchpin linchpin;

    /** Set once, before the first connection. Without {@code sslmode} the driver goes on in clear text where the server has no TLS. */
    static Properties settings(Linchpin chosen) {
        linchpin = chosen;
        Properties settings = new Properties();
        settings.setProperty("sslmode", "verify-full");
        settings.setProperty("sslfactory", PostgresExample.class.getName());
        return settings;
    }

    private static SSLSocketFactory pinned() {
        Linchpin chosen = linchpin;
        if (chosen == null) {
            throw new IllegalStateException("no Linchpin is set, expected the one that judges database servers");
        }
        return chosen.socketFactory();
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        return pinned().createSocket(connected, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return pinned().createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return pinned().createSocket(host, port, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return pinned().createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return pinned().createSocket(host, port, from, fromPort);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return pinned().getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return pinned().getSupportedCipherSuites();
    }
}
