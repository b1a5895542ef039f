package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import feign.RequestLine;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.HttpsURLConnection;
import okhttp3.ResponseBody;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;

/** Frameworks over HTTP clients. */
final class HttpFrameworks {
    private HttpFrameworks() {}

    interface RetrofitApi {
        @GET("hello")
        Call<ResponseBody> hello();
    }

    interface FeignApi {
        @RequestLine("GET /hello")
        String hello();
    }

    /** In one of its versions; only one can be on a class path. */
    static Framework retrofit() {
        Framework retrofit = http("Retrofit", "RetrofitExample.java", Retrofit.class, HttpFrameworks::retrofit);
        String name = "Retrofit " + retrofit.version().split("\\.", 2)[0] + ", OkHttp";
        return new Framework(name, retrofit.example(), retrofit.type(), retrofit.peer(), retrofit.wiring());
    }

    static List<Framework> all() {
        return List.of(
                feign("Feign, HttpClient 5", FeignExample::onHttpClient5),
                feign("Feign, OkHttp", FeignExample::onOkHttp),
                feign("Feign, its own client", FeignExample::onItsOwnClient),
                restClient("Spring RestClient, HttpClient 5", SpringExample::onHttpClient5),
                restClient("Spring RestClient, Jetty", SpringExample::onJetty),
                restClient("Spring RestClient, JDK", SpringExample::onTheJdk),
                restClient("Spring RestClient, HttpsURLConnection", SpringExample::onHttpsUrlConnection),
                restTemplate("Spring RestTemplate, HttpClient 5", SpringExample::onHttpClient5),
                restTemplate("Spring RestTemplate, Jetty", SpringExample::onJetty),
                restTemplate("Spring RestTemplate, JDK", SpringExample::onTheJdk),
                webClient("Spring WebClient, Reactor Netty", WebClientExample::onReactorNetty),
                webClient("Spring WebClient, HttpClient 5", WebClientExample::onHttpClient5),
                webClient("Spring WebClient, Jetty", WebClientExample::onJetty),
                webClient("Spring WebClient, JDK", WebClientExample::onTheJdk),
                http("java.net.http", "JdkExample.java", String.class, HttpFrameworks::jdk),
                http("HttpsURLConnection", "JdkExample.java", String.class, HttpFrameworks::urlConnection));
    }

    /** What is told the URL of the server rather than its host and port. */
    interface ByUrl {
        Player wire(Linchpin linchpin, String url) throws Exception;
    }

    static Framework http(String name, String example, Class<?> type, ByUrl wiring) {
        return new Framework(
                name,
                example,
                type,
                HttpPeer::start,
                (linchpin, host, port) -> wiring.wire(linchpin, "https://" + host + ":" + port + "/hello"));
    }

    private static Player retrofit(Linchpin linchpin, String url) {
        RetrofitApi api = RetrofitExample.retrofit(
                        linchpin, URI.create(url).resolve("/").toString())
                .create(RetrofitApi.class);
        return Player.of(() -> api.hello().execute().body().close());
    }

    private static Framework feign(String name, Function<Linchpin, feign.Feign.Builder> example) {
        return http(name, "FeignExample.java", feign.Feign.class, (linchpin, url) -> {
            FeignApi api = example.apply(linchpin)
                    .retryer(feign.Retryer.NEVER_RETRY)
                    .target(FeignApi.class, URI.create(url).resolve("/").toString());
            return Player.of(api::hello);
        });
    }

    private static Framework restClient(String name, Function<Linchpin, ClientHttpRequestFactory> example) {
        return http(name, "SpringExample.java", RestClient.class, (linchpin, url) -> {
            RestClient client = SpringExample.restClient(example.apply(linchpin));
            return Player.of(() -> client.get().uri(url).retrieve().body(String.class));
        });
    }

    private static Framework restTemplate(String name, Function<Linchpin, ClientHttpRequestFactory> example) {
        return http(name, "SpringExample.java", RestTemplate.class, (linchpin, url) -> {
            RestTemplate client = SpringExample.restTemplate(example.apply(linchpin));
            return Player.of(() -> client.getForObject(url, String.class));
        });
    }

    private static Framework webClient(String name, Function<Linchpin, ClientHttpConnector> example) {
        return http(name, "WebClientExample.java", WebClient.class, (linchpin, url) -> {
            WebClient client = WebClientExample.webClient(example.apply(linchpin));
            return Player.of(() ->
                    client.get().uri(url).retrieve().bodyToMono(String.class).block(Duration.ofSeconds(20)));
        });
    }

    private static Player jdk(Linchpin linchpin, String url) {
        java.net.http.HttpClient client = JdkExample.httpClient(linchpin);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return Player.of(() ->
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).get(20, TimeUnit.SECONDS));
    }

    private static Player urlConnection(Linchpin linchpin, String url) {
        return Player.of(() -> {
            HttpsURLConnection connection = JdkExample.connection(linchpin, URI.create(url));
            connection.setReadTimeout(20_000);
            connection.getInputStream().readAllBytes();
        });
    }
}
