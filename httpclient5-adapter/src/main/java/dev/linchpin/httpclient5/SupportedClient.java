package dev.linchpin.httpclient5;

import dev.linchpin.adapter.ClientLibrary;
import java.util.List;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.VersionInfo;
import org.jspecify.annotations.Nullable;

/** The HttpClient on the class path, and the HttpCore below it, each of which a build may have chosen by itself. */
final class SupportedClient {
    private static final String CURE =
            "let the build choose one org.apache.httpcomponents.client5:httpclient5 of 5.4.4 or newer, and the"
                    + " org.apache.httpcomponents.core5:httpcore5 and httpcore5-h2 that belong to it (Maven: dependencyManagement; Spring"
                    + " Boot: the properties httpclient5.version and httpcore5.version)";

    private static final List<ClientLibrary> LIBRARIES = List.of(
            new ClientLibrary("Apache HttpClient", HttpRoute.class, "5.4.4", "6", CURE),
            new ClientLibrary("Apache HttpCore", HttpHost.class, "5.3.4", "6", CURE));

    private SupportedClient() {}

    /** @throws IllegalStateException if there are two copies, or one of another version */
    static void require() {
        for (ClientLibrary library : LIBRARIES) {
            library.requireSupported(stated(library.marker()));
        }
    }

    private static @Nullable String stated(Class<?> marker) {
        String module = marker == HttpRoute.class ? "org.apache.hc.client5" : "org.apache.hc.core5";
        VersionInfo version = VersionInfo.loadVersionInfo(module, marker.getClassLoader());
        return version == null ? null : version.getRelease();
    }
}
