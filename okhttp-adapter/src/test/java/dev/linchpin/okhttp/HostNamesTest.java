package dev.linchpin.okhttp;

import static dev.linchpin.okhttp.Lab.AUTHORITY;
import static dev.linchpin.okhttp.Lab.HOST;
import static dev.linchpin.okhttp.Lab.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.pki.TestCertificate;
import java.io.IOException;
import okhttp3.OkHttpClient;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A verifier of the application may refuse more names than OkHttp's own, and never fewer. */
@ParameterizedClass
@EnumSource(Hooks.class)
class HostNamesTest {
    @Parameter
    Hooks hooks = Hooks.present();

    /**
     * The key is pinned, and the authority trusted; only the name is another one.
     *
     * <pre>
     *   Lab Root (trusted) ── blog.linchpin.test, the key that is pinned for api.linchpin.test
     * </pre>
     */
    @ParameterizedTest
    @EnumSource
    void rejects_another_name_though_the_verifier_of_the_application_accepts_any(Protocol protocol) throws Exception {
        TestCertificate other = AUTHORITY.leaf("blog.linchpin.test");
        try (TlsServer server = Lab.server(other).protocols(protocol).start()) {
            OkHttpClient client = OkHttpPinning.install(Lab.linchpin(Lab.pinning(HOST, other)), Lab.builder(), hooks)
                    .hostnameVerifier((host, session) -> true)
                    .build();
            assertThrows(
                    IOException.class,
                    () -> client.newCall(Lab.get(server, HOST)).execute());
            assertEquals(0, Lab.requestBytes(server, client));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejects_what_the_verifier_of_the_application_rejects(Protocol protocol) throws Exception {
        try (TlsServer server = Lab.server(LEAF).protocols(protocol).start()) {
            OkHttpClient client = OkHttpPinning.install(Lab.linchpin(Lab.pinning(HOST, LEAF)), Lab.builder(), hooks)
                    .hostnameVerifier((host, session) -> false)
                    .build();
            assertThrows(
                    IOException.class,
                    () -> client.newCall(Lab.get(server, HOST)).execute());
            assertEquals(0, Lab.requestBytes(server, client));
        }
    }
}
