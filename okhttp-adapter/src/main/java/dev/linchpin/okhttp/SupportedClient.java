package dev.linchpin.okhttp;

import dev.linchpin.adapter.ClientLibrary;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The OkHttp on the class path. To Maven, {@code okhttp} 4 and {@code okhttp-jvm} 5 are two libraries, although they have the same
 * classes: whoever depends on both gets both.
 */
final class SupportedClient {
    private static final ClientLibrary CLIENT = new ClientLibrary(
            "OkHttp",
            OkHttpClient.class,
            "4.12",
            "6",
            "depend on either com.squareup.okhttp3:okhttp:4.12.0 or com.squareup.okhttp3:okhttp-jvm:5.5.1, and with the second set"
                    + " com.squareup.okhttp3:okhttp to 5.5.1 in dependencyManagement, which holds no classes under Maven; with Gradle,"
                    + " com.squareup.okhttp3:okhttp:5.5.1 is enough");

    private SupportedClient() {}

    /** @throws IllegalStateException if there are two copies, or one of another version */
    static void require() {
        CLIENT.requireSupported(stated());
    }

    /** Not by name: a compiler would copy the version that this adapter was compiled against. */
    private static @Nullable String stated() {
        try {
            return (String) OkHttp.class.getField("VERSION").get(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }
}
