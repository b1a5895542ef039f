import dev.linchpin.PinMismatchException;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.security.cert.CertificateException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends requests by emitted code, as it is asked over the conformance protocol. {@code Harness CLIENT JAR} has {@code clients/CLIENT} do it, whose
 * version is that of the jar on the class path, or with {@code jdk} that of the platform.
 */
public final class Harness {
    private static final JsonMapper JSON = new JsonMapper();

    private final Constructor<?> client;
    private final Path hosts;
    private final Map<Long, EmittedClient> kept = new HashMap<>();

    private Harness(Constructor<?> client, Path hosts) {
        this.client = client;
        this.hosts = hosts;
    }

    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Path hosts = Files.createTempFile("linchpin-hosts-", "");
        System.setProperty("jdk.net.hosts.file", hosts.toString()); // names of tests are in no DNS
        Security.setProperty("networkaddress.cache.ttl", "0");
        Harness harness = new Harness(Class.forName(args[0]).getConstructor(Authorities.class), hosts);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            JsonNode message = JSON.readTree(line);
            switch (message.required("cmd").stringValue()) {
                case "hello" -> answers.println(JSON.writeValueAsString(hello(args)));
                case "run" -> answers.println(JSON.writeValueAsString(harness.answer(message)));
                default -> System.exit(0);
            }
            answers.flush();
        }
        System.exit(0);
    }

    private static Map<String, Object> hello(String[] args) {
        Map<String, Object> implementation =
                Map.of("name", args[0], "version", version(args[1]), "language", args[0].endsWith("Kotlin") ? "kotlin" : "java");
        return Map.of("protocol", 1, "impl", implementation, "ops", List.of("tls.connect"), "features", List.of("keep-client"));
    }

    private static String version(String jar) {
        if (jar.equals("jdk")) {
            return System.getProperty("java.version");
        }
        for (String file : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = Path.of(file).getFileName().toString();
            if (name.matches(jar + "-\\d.*\\.jar")) {
                return name.substring(jar.length() + 1, name.length() - ".jar".length());
            }
        }
        throw new IllegalStateException("there is no " + jar + " on the class path");
    }

    private Map<String, Object> answer(JsonNode message) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("seq", message.required("seq").longValue());
        try {
            answer.putAll(connect(message.required("input")));
        } catch (Exception | LinkageError e) {
            answer.put("error", String.valueOf(e));
        }
        return answer;
    }

    private Map<String, Object> connect(JsonNode input) throws Exception {
        String host = input.required("host").stringValue();
        Files.writeString(hosts, input.required("address").stringValue() + " " + host + "\n");
        URI uri = URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + input.required("port").intValue()
                + input.required("request").required("path").stringValue());
        EmittedClient sender = client(input);
        try {
            EmittedClient.Reply reply = sender.get(uri);
            return Map.of("outcome", "accept", "status", reply.status(), "body", reply.body());
        } catch (Exception e) {
            String stage = stage(e);
            return stage.isEmpty()
                    ? Map.of("error", String.valueOf(e))
                    : Map.of("outcome", "refuse", "stage", stage, "reason", String.valueOf(e.getMessage()));
        }
    }

    private EmittedClient client(JsonNode input) throws Exception {
        Authorities authorities = Authorities.in(Path.of(input.required("caFile").stringValue()));
        JsonNode number = input.path("client");
        EmittedClient known = number.isMissingNode() ? null : kept.get(number.longValue());
        if (known != null) {
            return known;
        }
        EmittedClient opened = (EmittedClient) client.newInstance(authorities);
        if (!number.isMissingNode()) {
            kept.put(number.longValue(), opened);
        }
        return opened;
    }

    /** Who refused: {@code pins}, {@code platform}, or nobody. */
    private static String stage(Throwable failure) {
        if (PinMismatchException.in(failure).isPresent()) {
            return "pins";
        }
        String stage = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).startsWith("Certificate pinning failure!")) {
                return "pins";
            } else if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
                stage = "platform";
            }
        }
        return stage;
    }
}
