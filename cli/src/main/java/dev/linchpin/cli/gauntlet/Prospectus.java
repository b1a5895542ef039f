package dev.linchpin.cli.gauntlet;

import dev.linchpin.cli.command.Json;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.play.ServedScenario;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says how to prepare a client for servers that are up: whom to trust, where the hosts are, what to pin and to ask for. */
final class Prospectus {
    private static final Base64.Encoder PEM_LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private final Gauntlet gauntlet;
    private final Stand stand;
    private final Path caFile;
    private final Path hostsFile;
    private final Path jsonFile;

    /** @param folder where the files go */
    Prospectus(Gauntlet gauntlet, Stand stand, Path folder) {
        this.gauntlet = gauntlet;
        this.stand = stand;
        this.caFile = folder.resolve("ca.pem");
        this.hostsFile = folder.resolve("hosts");
        this.jsonFile = folder.resolve("gauntlet.json");
    }

    /** Writes the files and prints the table, or its JSON. */
    void publish(Terminal terminal, boolean json) throws IOException {
        Files.writeString(caFile, anchors());
        Files.writeString(hostsFile, hosts());
        Map<String, Object> content = content();
        Files.writeString(jsonFile, Json.write(content));
        if (json) {
            terminal.printJson(content);
        } else {
            print(terminal);
        }
    }

    private void print(Terminal terminal) {
        for (ServedScenario one : stand.served()) {
            terminal.line()
                    .styled("bold", expectation(one))
                    .text(" " + one.uri() + "  ")
                    .styled("bold", one.scenario().title())
                    .print();
            terminal.print("       " + one.scenario().attack());
            for (PolicySpec.Rule rule : one.scenario().policy().rules()) {
                terminal.print(
                        "       pins of " + rule.pattern() + manner(rule) + ": " + String.join(" ", rule.pins()));
            }
            one.scenario().policy().exemptions().forEach(hosts -> terminal.print("       no pins for " + hosts));
        }
        terminal.print("");
        terminal.print("trust    " + caFile);
        terminal.print("resolve  " + hostsFile + " (append it to the hosts file of the client's machine)");
        terminal.print("phone    adb reverse tcp:PORT tcp:PORT, for each port");
        terminal.print("all this as JSON: " + jsonFile);
        terminal.print("");
        stand.notServed().forEach((scenario, reason) -> terminal.print("not served: " + scenario.id() + " " + reason));
        terminal.print("Everything listens on this machine only. Ctrl-C ends it.");
    }

    private static String expectation(ServedScenario one) {
        return one.scenario().expected().outcome().name().toLowerCase(Locale.ROOT);
    }

    private static String manner(PolicySpec.Rule rule) {
        String mode = rule.reportOnly() ? " (report only)" : "";
        PolicySpec.Expiry expiry = rule.expiry();
        return expiry == null
                ? mode
                : mode + " (until " + expiry.at() + ", then "
                        + (expiry.after() == PolicySpec.AfterExpiry.FAIL_OPEN ? "fail open" : "fail closed") + ")";
    }

    private Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("caFile", caFile.toString());
        content.put("hostsFile", hostsFile.toString());
        content.put("scenarios", stand.served().stream().map(Prospectus::entry).toList());
        content.put(
                "notServed",
                stand.notServed().entrySet().stream()
                        .map(one -> Map.of("scenario", one.getKey().id(), "reason", one.getValue()))
                        .toList());
        return content;
    }

    private static Map<String, Object> entry(ServedScenario one) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("scenario", one.scenario().id());
        entry.put("url", one.uri().toString());
        entry.put("host", one.uri().getHost());
        entry.put("port", one.uri().getPort());
        entry.put("address", address(one));
        entry.put("expected", expectation(one));
        entry.put("why", one.scenario().attack());
        entry.put("rules", one.scenario().policy().rules());
        entry.put("exemptions", one.scenario().policy().exemptions());
        entry.put("unlisted", one.scenario().policy().unlisted().name().toLowerCase(Locale.ROOT));
        return entry;
    }

    private static String address(ServedScenario one) {
        return one.scenario().addresses().get(0);
    }

    /** Names only; in any spelling but one it is the same host. */
    private String hosts() {
        return stand.served().stream()
                .flatMap(one -> hostsOf(one).stream().map(host -> address(one) + " " + host))
                .distinct()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** The host of the URL, and that at the end of a redirect. */
    private static List<String> hostsOf(ServedScenario one) {
        return Pattern.compile("https?://([^/:\\[]+)")
                .matcher(one.uri().toString())
                .results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""))
                .filter(host -> !host.matches("[0-9.]+"))
                .toList();
    }

    private String anchors() {
        return gauntlet.trustAnchors().stream().map(Prospectus::pem).collect(Collectors.joining());
    }

    private static String pem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + PEM_LINES.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("it was made from its encoding", e);
        }
    }
}
