package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import dev.linchpin.httpclient5.HttpClient5Pinning;
import dev.linchpin.jdk.JavaNetHttpPinning;
import dev.linchpin.jetty.JettyPinning;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import javax.net.ssl.HttpsURLConnection;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.JettyClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** Spring's blocking clients, each over any request factory. */
final class SpringExample {
    private SpringExample() {}

    static RestClient restClient(ClientHttpRequestFactory requests) {
        return RestClient.builder().requestFactory(requests).build();
    }

    static RestTemplate restTemplate(ClientHttpRequestFactory requests) {
        return new RestTemplate(requests);
    }

    static ClientHttpRequestFactory onHttpClient5(Linchpin linchpin) {
        return new HttpComponentsClientHttpRequestFactory(
                HttpClient5Pinning.install(linchpin, HttpClientBuilder.create()).build());
    }

    static ClientHttpRequestFactory onJetty(Linchpin linchpin) {
        return new JettyClientHttpRequestFactory(
                JettyPinning.install(linchpin, new org.eclipse.jetty.client.HttpClient()));
    }

    static ClientHttpRequestFactory onTheJdk(Linchpin linchpin) {
        return new JdkClientHttpRequestFactory(JavaNetHttpPinning.build(linchpin, HttpClient.newBuilder()));
    }

    static ClientHttpRequestFactory onHttpsUrlConnection(Linchpin linchpin) {
        return new SimpleClientHttpRequestFactory() {
            @Override
            protected void prepareConnection(HttpURLConnection connection, String method) throws IOException {
                super.prepareConnection(connection, method);
                if (connection instanceof HttpsURLConnection https) {
                    https.setSSLSocketFactory(linchpin.socketFactory());
                }
            }
        };
    }
}
