package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import dev.linchpin.jdk.JavaNetHttpPinning;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import javax.net.ssl.HttpsURLConnection;

/** The JDK's own clients. */
final class JdkExample {
    private JdkExample() {}

    static HttpClient httpClient(Linchpin linchpin) {
        return JavaNetHttpPinning.build(linchpin, HttpClient.newBuilder());
    }

    static HttpsURLConnection connection(Linchpin linchpin, URI uri) throws IOException {
        HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
        connection.setSSLSocketFactory(linchpin.socketFactory());
        return connection;
    }
}
