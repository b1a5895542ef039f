package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import io.ktor.client.HttpClient;
import java.util.List;
import java.util.function.Function;

/** Ktor, and the adapters as Kotlin calls them. */
final class KtorFrameworks {
    private KtorFrameworks() {}

    interface Get {
        int status(Linchpin linchpin, String url);
    }

    static List<Framework> all() {
        return List.of(
                ktor("Ktor, OkHttp", KtorExampleKt::ktorOnOkHttp),
                ktor("Ktor, Java", KtorExampleKt::ktorOnJava),
                ktor("Ktor, CIO", KtorExampleKt::ktorOnCio));
    }

    private static Framework ktor(String name, Function<Linchpin, HttpClient> example) {
        return HttpFrameworks.http(name, "KtorExample.kt", HttpClient.class, (linchpin, url) -> {
            HttpClient client = example.apply(linchpin);
            return Player.of(() -> KtorExampleKt.status(client, url), client);
        });
    }
}
