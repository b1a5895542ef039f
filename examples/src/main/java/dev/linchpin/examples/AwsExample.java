package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** AWS SDK 2: {@code S3Client.builder().httpClient(…)}, and so for every service. */
final class AwsExample {
    private AwsExample() {}

    static SdkHttpClient onHttpClient5(Linchpin linchpin) {
        return Apache5HttpClient.builder()
                .tlsSocketStrategy(new DefaultClientTlsStrategy(linchpin.sslContext()))
                .build();
    }

    @SuppressWarnings("deprecation") // its successor is above
    static SdkHttpClient onHttpClient4(Linchpin linchpin) {
        return ApacheHttpClient.builder()
                .socketFactory(new SSLConnectionSocketFactory(linchpin.sslContext()))
                .build();
    }

    static SdkHttpClient onHttpsUrlConnection(Linchpin linchpin) {
        return UrlConnectionHttpClient.create(uri -> {
            try {
                HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
                connection.setSSLSocketFactory(linchpin.socketFactory());
                return connection;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Takes a trust manager only, which is not asked when a session is resumed: make a new client after replacePolicy. */
    static SdkAsyncHttpClient onNetty(Linchpin linchpin) {
        return NettyNioAsyncHttpClient.builder()
                .tlsTrustManagersProvider(() -> new TrustManager[] {linchpin.trustManager()})
                .build();
    }
}
