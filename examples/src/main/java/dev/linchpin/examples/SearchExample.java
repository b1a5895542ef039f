package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import dev.linchpin.httpclient5.HttpClient5Pinning;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.http.HttpHost;
import org.opensearch.client.RestClientBuilder;

/** The REST clients of OpenSearch, on HttpClient 5, and of Elasticsearch, on HttpAsyncClient 4. */
final class SearchExample {
    private SearchExample() {}

    @SuppressWarnings("deprecation") // still what most applications have
    static RestClientBuilder openSearch(Linchpin linchpin, org.apache.hc.core5.http.HttpHost host) {
        HttpClient5Pinning pinning = HttpClient5Pinning.of(linchpin);
        return org.opensearch.client.RestClient.builder(host)
                .setHttpClientConfigCallback(http -> pinning.client(http)
                        .setConnectionManager(pinning.connections(PoolingAsyncClientConnectionManagerBuilder.create())
                                .build()));
    }

    static org.elasticsearch.client.RestClientBuilder elasticsearch(Linchpin linchpin, HttpHost host) {
        return org.elasticsearch.client.RestClient.builder(host)
                .setHttpClientConfigCallback(http -> http.setSSLContext(linchpin.sslContext()));
    }
}
