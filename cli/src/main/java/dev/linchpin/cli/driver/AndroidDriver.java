package dev.linchpin.cli.driver;

import dev.linchpin.android.AndroidApplication;
import dev.linchpin.android.AndroidLevel;
import dev.linchpin.android.AndroidPlatform;
import dev.linchpin.android.NscFile;
import dev.linchpin.android.NscReading;
import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Android's own trust manager, with the policy in a network security configuration, on sockets of the JDK, which also looks at host names. It
 * is told the host, as Android's clients tell it. What of Android is knocked out, {@code docs/android.md} says.
 */
public final class AndroidDriver extends ComparisonDriver {
    private static final String ONE_PATH =
            "pins are compared with the one path that was validated, and the pin is on another that is as valid";
    private static final Map<String, String> KNOWN_FAILURES = Map.of(
            "cross-signed-intermediate",
            ONE_PATH,
            "cross-signed-root",
            ONE_PATH,
            "rsa-key-without-null",
            "the certificates are the JDK's here, which writes the key anew, with the NULL that is not there",
            "edwards-key",
            "its Conscrypt takes RSA, DSA and elliptic curves in certificates, and says of an Ed25519 key: Unacceptable certificate");

    private static final String END = "</network-security-config>";
    private static final Set<Feature> ABILITIES = EnumSet.of(
            Feature.SEVERAL_REQUESTS,
            Feature.SEVERAL_RULES,
            Feature.EXPIRY,
            Feature.POLICY_FILES,
            Feature.UNUSUAL_KEYS,
            Feature.OWN_PATH_BUILDER,
            Feature.KEY_SIZES,
            Feature.IPV6);

    private final AndroidLevel level;
    private final @Nullable AndroidPlatform platform;

    private AndroidDriver(AndroidLevel level, @Nullable AndroidPlatform platform) {
        super(level.toString(), List.of(Protocol.HTTP_1_1), ABILITIES, KNOWN_FAILURES);
        this.level = level;
        this.platform = platform;
    }

    /** One that opens no clients, but knows what it can do. */
    public static AndroidDriver elsewhere(AndroidLevel level) {
        return new AndroidDriver(level, null);
    }

    /**
     * One that plays in this JVM.
     *
     * @throws IOException if the classes cannot be loaded
     */
    public static AndroidDriver here(AndroidLevel level, Path jar) throws IOException {
        return new AndroidDriver(level, AndroidPlatform.load(level, jar));
    }

    @Override
    public String version() {
        return level.android();
    }

    @Override
    public Optional<String> unsupported(Scenario scenario, Transport transport) {
        if (scenario.id().startsWith("kept-alive-through-key-change")) {
            return Optional.of("keeps no connection alive");
        }
        if (scenario.policy().file().isPresent()) {
            return super.unsupported(scenario, transport);
        }
        return super.unsupported(scenario, transport)
                .or(() -> scenario.policy().rules().stream()
                        .flatMap(rule -> unsaid(rule).stream())
                        .findFirst());
    }

    /** What the format cannot say of a rule. */
    private static Optional<String> unsaid(PolicySpec.Rule rule) {
        if (rule.expiry() != null && rule.expiry().after() == PolicySpec.AfterExpiry.FAIL_CLOSED) {
            return Optional.of("lacks rules that fail closed");
        }
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(rule.pattern());
        return ascii ? Optional.empty() : Optional.of("lacks U-labels in rules");
    }

    @Override
    public Client open(Setup setup) throws CertificateEncodingException {
        if (platform == null) {
            throw new IllegalStateException(name() + " plays in a JVM of its own");
        }
        NscReading reading =
                platform.read(NscFile.of(xml(setup.policy())).withRaw("trusted", pem(setup.trustAnchors())));
        if (reading instanceof AndroidApplication application) {
            return new Sockets(application, setup);
        }
        throw new IllegalStateException(reading.toString());
    }

    /** A file as it is, but that the authorities are those of the gauntlet. */
    private static String xml(PolicySpec policy) {
        String rules = policy.file()
                .orElseGet(() -> policy.rules().stream()
                        .map(AndroidDriver::xml)
                        .collect(Collectors.joining("", "<network-security-config>", END)));
        return rules.replace(
                END,
                "<base-config><trust-anchors><certificates src=\"@raw/trusted\"/></trust-anchors></base-config>" + END);
    }

    private static String xml(PolicySpec.Rule rule) {
        String pins = rule.pins().stream()
                .map(pin -> "<pin digest=\"SHA-256\">" + pin.substring("sha256/".length()) + "</pin>")
                .collect(Collectors.joining());
        String expiration =
                rule.expiry() == null ? "" : " expiration=\"" + rule.expiry().at() + "\"";
        return "<domain-config><domain>" + rule.pattern() + "</domain><pin-set" + expiration + ">" + pins
                + "</pin-set></domain-config>";
    }

    private static byte[] pem(List<X509Certificate> certificates) throws CertificateEncodingException {
        StringBuilder pem = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder().encodeToString(certificate.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return pem.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean isPinRefusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).startsWith("Pin verification failed")) {
                return true;
            }
        }
        return false;
    }

    private record Sockets(AndroidApplication application, Setup setup) implements Client {
        @Override
        public Reply get(URI uri) throws IOException, GeneralSecurityException {
            InetAddress address = setup.resolve(uri.getHost()).get(0);
            String host = uri.getHost().replaceAll("[\\[\\]]", "");
            Socket connection = new Socket();
            connection.connect(new InetSocketAddress(address, uri.getPort()));
            connection.setSoTimeout(Math.toIntExact(setup.patience().toMillis()));
            SSLSocket socket =
                    (SSLSocket) context(host).getSocketFactory().createSocket(connection, host, uri.getPort(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            return HttpExchange.over(socket, uri);
        }

        private SSLContext context(String host) throws GeneralSecurityException {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trust(application, host)}, null);
            return context;
        }

        @Override
        public void replacePolicy(PolicySpec policy) {
            throw new UnsupportedOperationException("an application has one configuration");
        }

        @Override
        public void close() {}
    }

    /** The platform's for one host; the JDK adds its host name check to a trust manager of this kind. */
    private record Trust(AndroidApplication application, String host) implements X509TrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            application.checkServer(chain, authType, host);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("expected a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
