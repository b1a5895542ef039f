package dev.linchpin.build;

import java.util.List;
import java.util.Optional;

/**
 * An HTTP client that a snippet is about.
 *
 * @param sign what a snippet about it names
 * @param type of the {@code client} that earlier lines of the document made
 * @param packages that a reader takes as imported
 */
record DocumentedClient(String sign, String type, List<String> packages) {
    static final DocumentedClient JDK =
            new DocumentedClient("java.net.http", "java.net.http.HttpClient", List.of("java.net", "java.net.http"));

    private static final List<DocumentedClient> ALL = List.of(
            new DocumentedClient("OkHttp", "okhttp3.OkHttpClient", List.of("okhttp3")),
            new DocumentedClient(
                    "JettyPinning", "org.eclipse.jetty.client.HttpClient", List.of("org.eclipse.jetty.client")),
            new DocumentedClient(
                    "HttpClient5Pinning",
                    "org.apache.hc.client5.http.impl.classic.CloseableHttpClient",
                    List.of(
                            "org.apache.hc.client5.http.classic.methods",
                            "org.apache.hc.client5.http.impl.async",
                            "org.apache.hc.client5.http.impl.classic",
                            "org.apache.hc.client5.http.impl.io",
                            "org.apache.hc.client5.http.impl.nio")),
            new DocumentedClient("JavaNetHttpPinning", JDK.type(), JDK.packages()),
            JDK);

    static Optional<DocumentedClient> namedIn(Snippet snippet) {
        String code = String.join("\n", snippet.lines());
        return ALL.stream().filter(client -> code.contains(client.sign)).findFirst();
    }
}
