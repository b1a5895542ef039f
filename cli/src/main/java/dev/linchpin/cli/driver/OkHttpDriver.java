package dev.linchpin.cli.driver;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.TrustSpec;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.okhttp.OkHttpPinning;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp over HTTP/1.1 and HTTP/2. */
final class OkHttpDriver extends PinnedDriver {
    OkHttpDriver(TlsProvider provider) {
        super("okhttp", provider, allOfOkHttp(), protocols(provider));
    }

    /** Where Bouncy Castle is first in the list, OkHttp takes it for the maker of all TLS, and asks for HTTP/2 on no other's sockets. */
    private static Protocol[] protocols(TlsProvider provider) {
        return provider == TlsProvider.BEHIND_BOUNCY_CASTLE
                ? new Protocol[] {Protocol.HTTP_1_1}
                : new Protocol[] {Protocol.HTTP_1_1, Protocol.HTTP_2};
    }

    private static Set<Feature> allOfOkHttp() {
        Set<Feature> features = allBut();
        features.add(Feature.PERMISSIVE_VERIFIER);
        return features;
    }

    @Override
    public String version() {
        return PlainOkHttp.version();
    }

    @Override
    Client open(Linchpin linchpin, Setup setup) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .protocols(protocols(setup.protocol()))
                .dns(setup::resolve)
                .proxy(setup.proxy()
                        .map(address -> new Proxy(Proxy.Type.HTTP, address))
                        .orElse(Proxy.NO_PROXY))
                .connectTimeout(setup.patience())
                .readTimeout(setup.patience())
                .callTimeout(setup.patience());
        if (setup.trust().names() == TrustSpec.Names.PERMISSIVE_VERIFIER) {
            builder.hostnameVerifier((host, session) -> true);
        }
        OkHttpClient client = OkHttpPinning.install(linchpin, builder).build();
        return new PinnedClient(linchpin, uri -> get(client, uri), client.connectionPool()::evictAll) {
            @Override
            public Client.Reply openWebSocket(URI uri) throws Exception {
                return OkHttpSocket.open(client, setup.patience(), uri);
            }
        };
    }

    /** OkHttp wants HTTP/1.1 in any list. */
    static List<okhttp3.Protocol> protocols(Protocol protocol) {
        return protocol == Protocol.HTTP_2
                ? List.of(okhttp3.Protocol.HTTP_2, okhttp3.Protocol.HTTP_1_1)
                : List.of(okhttp3.Protocol.HTTP_1_1);
    }

    static Client.Reply get(OkHttpClient client, URI uri) throws IOException {
        Request request = new Request.Builder().url(uri.toString()).build();
        try (Response response = client.newCall(request).execute()) {
            return new Client.Reply(response.code(), response.body().string());
        }
    }
}
