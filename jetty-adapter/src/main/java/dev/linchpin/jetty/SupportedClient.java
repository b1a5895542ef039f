package dev.linchpin.jetty;

import dev.linchpin.adapter.ClientLibrary;
import java.util.List;
import org.eclipse.jetty.alpn.client.ALPNClientConnection;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Jetty;

/** The Jetty on the class path, all of whose files have to be of one version. */
final class SupportedClient {
    private static final ClientLibrary CLIENT = new ClientLibrary(
            "Jetty",
            HttpClient.class,
            "12.0.15",
            "13",
            "let the build choose one version of all of Jetty (Maven: import org.eclipse.jetty:jetty-bom before any other BOM that"
                    + " manages Jetty; Spring Boot: the property jetty.version)");

    private SupportedClient() {}

    /** @throws IllegalStateException if there are two copies, two versions, or one that the adapter was not made for */
    static void require() {
        CLIENT.requireSupported(Jetty.VERSION);
        CLIENT.requireSameVersion(List.of(HttpScheme.class, EndPoint.class, Jetty.class, ALPNClientConnection.class));
    }
}
