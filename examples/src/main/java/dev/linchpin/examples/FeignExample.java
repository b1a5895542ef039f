package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import dev.linchpin.httpclient5.HttpClient5Pinning;
import dev.linchpin.okhttp.OkHttpPinning;
import feign.Client;
import feign.Feign;
import feign.hc5.ApacheHttp5Client;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** Feign, which takes any client that there is a {@code feign-} artifact for. */
final class FeignExample {
    private FeignExample() {}

    static Feign.Builder onHttpClient5(Linchpin linchpin) {
        return Feign.builder()
                .client(new ApacheHttp5Client(HttpClient5Pinning.install(linchpin, HttpClientBuilder.create())
                        .build()));
    }

    static Feign.Builder onOkHttp(Linchpin linchpin) {
        return Feign.builder()
                .client(new feign.okhttp.OkHttpClient(OkHttpPinning.install(linchpin, new OkHttpClient.Builder())
                        .build()));
    }

    /** Feign's own client is the JDK's {@code HttpsURLConnection}. */
    static Feign.Builder onItsOwnClient(Linchpin linchpin) {
        return Feign.builder().client(new Client.Default(linchpin.socketFactory(), null));
    }
}
