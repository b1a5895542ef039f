package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.okhttp.OkHttpPinning;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.PinPolicy;
import java.io.IOException;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;

/** Retrofit and the OkHttp that it brings along, with one dependency more. */
class RetrofitTest {
    private static final TestCertificate ROOT = TestCertificate.root("Root");
    private static final TestCertificate LEAF = ROOT.leaf("localhost");
    private static final TestCertificate ROGUE = ROOT.leaf("localhost");

    interface Service {
        @GET("/")
        Call<ResponseBody> hello();
    }

    private final OkHttpClient client = OkHttpPinning.install(
                    Linchpin.builder()
                            .trustedCertificates(List.of(ROOT.certificate()))
                            .policy(PinPolicy.builder()
                                    .pin("localhost", LEAF.pin(), TestKey.generate().pin())
                                    .build())
                            .build(),
                    new OkHttpClient.Builder())
            .build();

    @Test
    void accepts_the_pinned_key() throws IOException {
        try (TlsServer genuine = TlsServer.builder().present(LEAF.presented()).start()) {
            assertEquals(200, service(genuine).hello().execute().code());
        }
    }

    @Test
    void refuses_another_key_before_the_first_byte() {
        try (TlsServer rogue = TlsServer.builder().present(ROGUE.presented()).start()) {
            IOException e = assertThrows(IOException.class, () -> service(rogue).hello().execute());
            assertTrue(PinMismatchException.in(e).isPresent(), e::toString);
            assertEquals(0, rogue.requestBytes());
        }
    }

    private Service service(TlsServer server) {
        return new Retrofit.Builder()
                .baseUrl(server.uri("localhost", "/").toString())
                .client(client)
                .build()
                .create(Service.class);
    }
}
