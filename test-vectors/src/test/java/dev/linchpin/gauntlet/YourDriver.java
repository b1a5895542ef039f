package dev.linchpin.gauntlet;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.transport.Protocol;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import okhttp3.CertificatePinner;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The example of the README: OkHttp with its own {@link CertificatePinner}. */
record YourDriver(String name, List<Protocol> protocols) implements Driver {
    @Override
    public Client open(Setup setup) throws Exception {
        CertificatePinner.Builder pins = new CertificatePinner.Builder();
        setup.policy()
                .rules()
                .forEach(rule -> pins.add(rule.pattern(), rule.pins().toArray(String[]::new)));
        return new YourClient(UnpinnedOkHttp.client(setup)
                .newBuilder()
                .certificatePinner(pins.build())
                .build());
    }

    @Override
    public boolean isPinRefusal(Throwable failure) {
        return failure.toString().contains("Certificate pinning failure!");
    }

    record YourClient(OkHttpClient http) implements Client {
        @Override
        public Reply get(URI uri) throws IOException {
            Request request = new Request.Builder().url(uri.toString()).build();
            try (Response response = http.newCall(request).execute()) {
                return new Reply(response.code(), response.body().string());
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
    }
}
