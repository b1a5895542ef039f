import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Url;

/** Retrofit, over the client that the emitted code has pinned. */
public final class RetrofitJava implements EmittedClient {
    private final Service service;

    /** What it asks. */
    public interface Service {
        @GET
        Call<ResponseBody> get(@Url String url);
    }

    public RetrofitJava(Authorities authorities) throws GeneralSecurityException, IOException {
        X509TrustManager trust = authorities.trustManager();
        service = Pins.install(
                        new Retrofit.Builder().baseUrl("https://localhost/"),
                        new OkHttpClient.Builder()
                                .sslSocketFactory(Authorities.socketFactory(trust), trust)
                                .protocols(List.of(Protocol.HTTP_1_1))
                                .followRedirects(false))
                .build()
                .create(Service.class);
    }

    @Override
    public Reply get(URI uri) throws IOException {
        Response<ResponseBody> response = service.get(uri.toString()).execute();
        try (ResponseBody body = response.isSuccessful() ? response.body() : response.errorBody()) {
            return new Reply(response.code(), body.string());
        }
    }
}
