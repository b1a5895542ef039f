package dev.linchpin.recipe;

import dev.linchpin.process.ChildProcess;
import dev.linchpin.process.TestChild;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that connects, trusting whom it is told to trust, pins nothing, and tells the truth or not, as its first argument says. */
final class TestConnector {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private TestConnector() {}

    static ChildProcess.Command command(String behaviour) {
        ChildProcess.Command other = TestChild.command(behaviour);
        return new ChildProcess.Command(
                other.words().stream()
                        .map(word -> word.equals(TestChild.class.getName()) ? TestConnector.class.getName() : word)
                        .toList(),
                Path.of(""),
                Map.of());
    }

    public static void main(String[] arguments) throws Exception {
        String behaviour = arguments[0];
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        in.readLine();
        List<String> ops = behaviour.equals("has no such operation") ? List.of("pin.leaf") : List.of("tls.connect");
        List<String> features = behaviour.equals("says who asks") ? List.of("keep-client") : List.of();
        print(Map.of(
                "protocol",
                1,
                "impl",
                Map.of("name", "connector", "version", "1", "language", "java"),
                "ops",
                ops,
                "features",
                features));
        for (String line = in.readLine(); line != null && line.contains("\"run\""); line = in.readLine()) {
            JsonNode question = MAPPER.readTree(line);
            int seq = question.path("seq").intValue();
            print(answer(behaviour, seq, question.path("input")));
        }
    }

    private static Map<String, Object> answer(String behaviour, int seq, JsonNode input) throws Exception {
        return switch (behaviour) {
            case "says accept" -> Map.of("seq", seq, "outcome", "accept", "status", 200, "body", "hello");
            case "says refuse for pins" ->
                Map.of("seq", seq, "outcome", "refuse", "stage", "pins", "reason", "no pin matches");
            case "says refuse by the platform" ->
                Map.of("seq", seq, "outcome", "refuse", "stage", "platform", "reason", "expired");
            case "says refuse at no stage" -> Map.of("seq", seq, "outcome", "refuse", "reason", "just so");
            case "says refuse at a stage of its own" ->
                Map.of("seq", seq, "outcome", "refuse", "stage", "mood", "reason", "just so");
            case "answers in words of the vectors" -> Map.of("seq", seq, "outcome", "match");
            case "skips" -> Map.of("seq", seq, "skip", "not today");
            case "says who asks" ->
                Map.of(
                        "seq",
                        seq,
                        "outcome",
                        "refuse",
                        "stage",
                        "platform",
                        "reason",
                        "process " + ProcessHandle.current().pid() + ", client " + input.path("client"));
            case "exits" -> {
                System.exit(3);
                throw new AssertionError();
            }
            case "sends, and says refuse" -> {
                connect(seq, input);
                yield Map.of("seq", seq, "outcome", "refuse", "stage", "pins", "reason", "on second thought");
            }
            default -> connect(seq, input);
        };
    }

    private static Map<String, Object> connect(int seq, JsonNode input) throws Exception {
        String host = input.path("host").stringValue();
        int port = input.path("port").intValue();
        try (Socket raw = new Socket(input.path("address").stringValue(), port);
                SSLSocket tls = (SSLSocket) trusting(input.path("caFile").stringValue())
                        .getSocketFactory()
                        .createSocket(raw, host, port, true)) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            String path = input.path("request").path("path").stringValue();
            tls.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String reply = new String(tls.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Map.of(
                    "seq",
                    seq,
                    "outcome",
                    "accept",
                    "status",
                    Integer.parseInt(reply.substring(9, 12)),
                    "body",
                    reply.substring(reply.indexOf("\r\n\r\n") + 4));
        } catch (SSLHandshakeException e) {
            return Map.of("seq", seq, "outcome", "refuse", "stage", "platform", "reason", e.toString());
        }
    }

    private static SSLContext trusting(String caFile) throws Exception {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        try (InputStream pem = new FileInputStream(caFile)) {
            for (Certificate anchor : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                anchors.setCertificateEntry(Integer.toString(anchors.size()), anchor);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }

    private static void print(Map<String, Object> message) {
        System.out.println(MAPPER.writeValueAsString(message));
        System.out.flush();
    }
}
