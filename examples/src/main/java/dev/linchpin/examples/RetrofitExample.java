package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import dev.linchpin.okhttp.OkHttpPinning;
import okhttp3.OkHttpClient;
import retrofit2.Retrofit;

/** Retrofit 2 and 3, which take OkHttp's client. */
final class RetrofitExample {
    private RetrofitExample() {}

    static Retrofit retrofit(Linchpin linchpin, String url) {
        OkHttpClient client =
                OkHttpPinning.install(linchpin, new OkHttpClient.Builder()).build();
        return new Retrofit.Builder().baseUrl(url).client(client).build();
    }
}
