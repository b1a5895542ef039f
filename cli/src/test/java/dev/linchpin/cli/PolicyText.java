package dev.linchpin.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Android's network security configuration, as files of it look. */
final class PolicyText {
    private PolicyText() {}

    /** One rule, for a host alone. */
    static String pinning(String host, String... pins) {
        return document(rule(domain(host, false), "", pins));
    }

    static String document(String... configs) {
        return "<network-security-config xmlns:linchpin=\"urn:linchpin:policy:1\">\n" + String.join("", configs)
                + "</network-security-config>\n";
    }

    static String domain(String host, boolean includeSubdomains) {
        return "<domain includeSubdomains=\"" + includeSubdomains + "\">" + host + "</domain>";
    }

    /** @param expiration a date; empty for none */
    static String rule(String domains, String expiration, String... pins) {
        String until = expiration.isEmpty() ? "" : " expiration=\"" + expiration + "\"";
        List<String> all = Stream.of(pins)
                .map(pin -> "      <pin digest=\"SHA-256\">" + pin.replace("sha256/", "") + "</pin>\n")
                .toList();
        return "  <domain-config>\n    " + domains + "\n    <pin-set" + until + ">\n"
                + all.stream().collect(Collectors.joining()) + "    </pin-set>\n  </domain-config>\n";
    }
}
