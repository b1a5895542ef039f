package dev.linchpin.gauntlet;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.CertificatePinner;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp with its own {@link CertificatePinner}: the example of the README. */
final class YourDriver implements Driver {
    @Override
    public String name() {
        return "CertificatePinner";
    }

    @Override
    public List<Protocol> protocols() {
        return List.of(Protocol.HTTP_1_1, Protocol.HTTP_2);
    }

    @Override
    public Client open(Setup setup) throws Exception {
        CertificatePinner.Builder pins = new CertificatePinner.Builder();
        setup.policy()
                .rules()
                .forEach(rule -> pins.add(rule.pattern(), rule.pins().toArray(String[]::new)));
        OkHttpClient http = UnpinnedOkHttp.client(setup)
                .newBuilder()
                .certificatePinner(pins.build())
                .build();
        return new Client() {
            @Override
            public Reply get(URI uri) throws IOException {
                try (Response answer = http.newCall(
                                new Request.Builder().url(uri.toString()).build())
                        .execute()) {
                    return new Reply(answer.code(), answer.body().string());
                }
            }

            @Override
            public void replacePolicy(PolicySpec policy) {
                throw new UnsupportedOperationException("a CertificatePinner is for life");
            }

            @Override
            public void close() {
                http.connectionPool().evictAll();
            }
        };
    }

    @Override
    public boolean isPinRefusal(Throwable t) {
        return t instanceof SSLPeerUnverifiedException && t.getMessage().startsWith("Certificate pinning failure!");
    }
}
