package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.http.HttpHost;
import org.opensearch.client.Request;
import org.opensearch.client.RestClient;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Clients of cloud services and of search engines. */
@SuppressWarnings("deprecation") // OpenSearch: as in the example
final class CloudFrameworks {
    private static final GetObjectRequest OBJECT =
            GetObjectRequest.builder().bucket("bucket").key("hello").build();

    private CloudFrameworks() {}

    static List<Framework> all() {
        return List.of(
                s3("AWS SDK, apache5-client", AwsExample::onHttpClient5),
                s3("AWS SDK, apache-client", AwsExample::onHttpClient4),
                s3("AWS SDK, url-connection-client", AwsExample::onHttpsUrlConnection),
                HttpFrameworks.http(
                        "AWS SDK, netty-nio-client", "AwsExample.java", S3Client.class, CloudFrameworks::s3OnNetty),
                new Framework(
                        "OpenSearch RestClient",
                        "SearchExample.java",
                        RestClient.class,
                        HttpPeer::start,
                        CloudFrameworks::openSearch),
                new Framework(
                        "Elasticsearch RestClient",
                        "SearchExample.java",
                        org.elasticsearch.client.RestClient.class,
                        HttpPeer::start,
                        CloudFrameworks::elasticsearch));
    }

    private static Framework s3(String name, Function<Linchpin, SdkHttpClient> example) {
        return HttpFrameworks.http(name, "AwsExample.java", S3Client.class, (linchpin, url) -> {
            S3Client s3 = local(S3Client.builder(), url)
                    .httpClient(example.apply(linchpin))
                    .build();
            return Player.of(() -> s3.getObjectAsBytes(OBJECT), s3::close);
        });
    }

    private static Player s3OnNetty(Linchpin linchpin, String url) {
        S3AsyncClient s3 = local(S3AsyncClient.builder(), url)
                .httpClient(AwsExample.onNetty(linchpin))
                .build();
        return Player.of(
                () -> s3.getObject(OBJECT, AsyncResponseTransformer.toBytes()).get(20, TimeUnit.SECONDS), s3::close);
    }

    private static <B extends S3BaseClientBuilder<B, C>, C> B local(B builder, String url) {
        return builder.region(Region.US_EAST_1)
                .endpointOverride(URI.create(url).resolve("/"))
                .forcePathStyle(true)
                .credentialsProvider(AnonymousCredentialsProvider.create());
    }

    private static Player openSearch(Linchpin linchpin, String host, int port) {
        RestClient client = SearchExample.openSearch(
                        linchpin, new org.apache.hc.core5.http.HttpHost("https", host, port))
                .build();
        return Player.of(() -> client.performRequest(new Request("GET", "/hello")), client);
    }

    private static Player elasticsearch(Linchpin linchpin, String host, int port) {
        org.elasticsearch.client.RestClient client = SearchExample.elasticsearch(
                        linchpin, new HttpHost(host, port, "https"))
                .build();
        return Player.of(() -> client.performRequest(new org.elasticsearch.client.Request("GET", "/hello")), client);
    }
}
