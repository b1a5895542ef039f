package dev.linchpin.cli.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The platforms that code is written for. */
public final class Targets {
    /** In the order of a table. Each has a file in {@code resources} and a template in {@code src/main/emit}. */
    private static final List<String> NAMES = List.of(
            "okhttp-java",
            "okhttp-kotlin",
            "retrofit",
            "ktor",
            "okhttp-linchpin",
            "httpclient5",
            "jetty",
            "java-net-http",
            "spring-restclient",
            "android-nsc",
            "trustkit-android",
            "cronet",
            "ios-nspinneddomains",
            "trustkit-ios",
            "urlsession",
            "alamofire",
            "dart-io",
            "dio",
            "react-native",
            "node",
            "axios",
            "undici",
            "deno",
            "bun",
            "python-requests",
            "python-httpx",
            "python-aiohttp",
            "go",
            "rust-rustls",
            "curl",
            "wget",
            "php",
            "ruby",
            "elixir",
            "dotnet",
            "envoy",
            "openssl-command");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Targets() {}

    public static List<String> names() {
        return NAMES;
    }

    public static List<Target> all() {
        return NAMES.stream().map(Targets::named).toList();
    }

    /** One of {@link #names}. */
    public static Target named(String name) {
        String file = name + ".json";
        try (InputStream in = Targets.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no target \"" + name + "\"");
            }
            ObjectNode target = JSON.readTree(in).asObject();
            return JSON.treeToValue(target.put("name", name), Target.class);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
