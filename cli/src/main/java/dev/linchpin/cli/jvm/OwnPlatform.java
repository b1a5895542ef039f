package dev.linchpin.cli.jvm;

import dev.linchpin.cli.driver.TlsProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Another list of providers, other security properties, other authorities of the platform. */
public record OwnPlatform(TlsProvider provider) implements OwnJvm {
    /** The hidden option by which the command in the JVM learns what it was started for. */
    public static final String INSIDE = "--inside";

    @Override
    public String label() {
        return provider.label();
    }

    @Override
    public List<String> options(Path folder) throws IOException {
        List<String> options = new ArrayList<>();
        if (provider == TlsProvider.HARDENED) {
            options.addAll(HardenedPlatform.options(folder));
        }
        options.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return options;
    }

    @Override
    public List<String> arguments() {
        return List.of(INSIDE, provider.name());
    }

    @Override
    public String nameHere(String client, String version) {
        return client;
    }

    /** In the JVM that was started, before its first handshake: makes global what it was started for. */
    public void settle(List<X509Certificate> authorities) {
        if (provider == TlsProvider.BEHIND_BOUNCY_CASTLE) {
            Security.insertProviderAt(new BouncyCastleProvider(), 1);
        } else if (provider == TlsProvider.HARDENED) {
            HardenedPlatform.bringAlong(authorities);
        }
    }
}
