package dev.linchpin.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Network security configurations as nobody would write them, but as somebody might: most are read by the platform, all of its ways
 * to read something else than stands there come up, and some are no XML any more. The same seed makes the same file.
 */
final class RandomConfigs {
    /** The hosts that are asked about: of each the pool of domains has something to say. */
    static final List<String> HOSTS = List.of(
            "example.com",
            "a.example.com",
            "b.a.example.com",
            "EXAMPLE.com.",
            "badexample.com",
            "example.org",
            "www.example.org",
            "localhost",
            "a.localhost",
            "xn--bcher-kva.example",
            "bücher.example",
            "192.0.2.1",
            "com",
            "example.net");

    private static final List<String> DOMAINS = List.of(
            "example.com",
            "a.example.com",
            "b.a.example.com",
            "EXAMPLE.COM",
            "Example.org",
            "www.example.org",
            "\n    example.org\n  ",
            "example.com.",
            "*.example.com",
            ".example.com",
            "bücher.example",
            "xn--bcher-kva.example",
            "com",
            "localhost",
            "a.localhost",
            "192.0.2.1",
            "<!-- c -->example.net",
            "example.net<!-- c -->",
            "<![CDATA[example.net]]>",
            "example&#46;net",
            "",
            " ",
            "example<!-- c -->.net",
            "example.net<x/>",
            "&lt;",
            "https://example.com",
            "example.com:443",
            "İ.example.com");

    private static final List<String> PINS = List.of(
            "x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
            "58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
            "C5+lpZ7tcVwmwQIMcRtPbsQtWLABXhQzejna0wHFr8M=",
            "  i7WTqTvh0OioIruIfFR4kMPnBqrS2rdiVPl/s2uC/CY=\n",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB=",
            "x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4",
            "x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td5=",
            "x4QzPSC810K5/cMjb05Qm4k3 Bw5zBn4lTdO/nEW/Td4=",
            "x4QzPSC810K5/cMjb05Qm4k3%Bw5zBn4lTdO/nEW/Td4=",
            "x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4= =",
            "x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4==",
            "x4QzPSC810K5_cMjb05Qm4k3Bw5zBn4lTdO_nEW_Td4=",
            "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
            "<!-- key of 2026 -->58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
            "58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=<!-- key of 2026 -->",
            "58qRu/uxh4gFezqA<?p i?>cERupSkRYBlBAvfcw7mEjGPLnNU=",
            "<![CDATA[58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=]]>",
            "é58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
            "YWJj",
            "",
            "%%%%");

    private static final List<String> DATES = List.of(
            "2030-12-31",
            "2020-01-01",
            "2027-01-01garbage",
            " 2027-01-01 ",
            "27-01-01",
            "2027-13-45",
            "2027-02-30",
            "soon",
            "",
            "2027-1-1",
            "02027-01-01",
            "2027/01/01",
            "2027-01-01T00:00:00Z",
            "2027\\-01-01",
            "0-01-01",
            "-1-01-01",
            "2027- 01- 01",
            "2027-+1-01",
            "2027",
            "1e3-01-01",
            "20270101",
            "２０２７-01-01",
            "292278995-01-01",
            "2027-01--1");

    private static final List<String> BOOLEANS = List.of(
            "true",
            "false",
            "True",
            "FALSE",
            "yes",
            "no",
            "1",
            "0",
            "0x1",
            "0x0",
            "-1",
            "+0",
            " true ",
            "",
            "tRue",
            "#fff",
            "#000",
            "#0000",
            "#00000000",
            "2147483648",
            "00",
            "t\\u0072ue",
            "1.0",
            "0x123456789");

    private static final List<String> SOURCES =
            List.of("system", "user", "@raw/ca", "wfa", "System", "wrong", "", " system", "syst\\em", "@empty");

    private final Set<String> names = new HashSet<>();
    private final Random random;
    private final StringBuilder out = new StringBuilder();

    private RandomConfigs(long seed) {
        this.random = new Random(seed);
    }

    /** A file, one in eight of them broken somewhere. */
    static String of(long seed) {
        RandomConfigs configs = new RandomConfigs(seed);
        configs.document();
        String file = configs.out.toString();
        return configs.random.nextInt(8) == 0 ? configs.mutated(file) : file;
    }

    private void document() {
        if (random.nextBoolean()) {
            out.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        }
        String root = rarely(80) ? "network-security" : "network-security-config";
        out.append('<').append(root).append(" xmlns:x=\"urn:x\" xmlns:tools=\"http://schemas.android.com/tools\"");
        out.append(" xmlns:linchpin=\"").append(LinchpinAttributes.NAMESPACE).append('"');
        if (rarely(6)) {
            out.append(" linchpin:unlistedHosts=\"deny\"");
        }
        out.append('>');
        int children = 1 + random.nextInt(4);
        for (int i = 0; i < children; i++) {
            space();
            switch (random.nextInt(16)) {
                case 0 -> config("base-config", 0);
                case 2 -> config("debug-overrides", 0);
                case 3 -> out.append("<unknown><domain>example.com</domain></unknown>");
                default -> config("domain-config", 0);
            }
        }
        space();
        out.append("</").append(root).append('>');
    }

    private void config(String name, int depth) {
        String tag = rarely(30) ? "x:" + name : name;
        out.append('<').append(tag);
        if (rarely(3)) {
            attribute("cleartextTrafficPermitted", BOOLEANS);
        }
        if (rarely(20)) {
            attribute("x:cleartextTrafficPermitted", BOOLEANS);
        }
        if (rarely(20)) {
            attribute("tools:cleartextTrafficPermitted", BOOLEANS);
        }
        out.append('>');
        List<Runnable> parts = new ArrayList<>();
        boolean isDomain = name.equals("domain-config");
        if (isDomain ? !rarely(40) : rarely(40)) {
            parts.add(this::domain);
        }
        if (isDomain && rarely(6)) {
            parts.add(this::domain);
        }
        if (isDomain ? !rarely(4) : rarely(40)) {
            parts.add(this::pinSet);
        }
        if (rarely(60)) {
            parts.add(this::pinSet);
        }
        if (rarely(4)) {
            parts.add(this::trustAnchors);
        }
        if (rarely(8)) {
            parts.add(() -> element("certificateTransparency", "enabled", BOOLEANS));
        }
        if (rarely(8)) {
            parts.add(() -> element(
                    "domainEncryption",
                    "mode",
                    List.of("enabled", "disabled", "opportunistic", "maybe", "", "ENABLED")));
        }
        if (rarely(10)) {
            parts.add(() -> out.append("<trustkit-config enforcePinning=\"true\"/>"));
        }
        if (depth < 3 && (isDomain ? rarely(3) : rarely(30))) {
            parts.add(() -> config("domain-config", depth + 1));
        }
        if (rarely(20)) {
            parts.add(() -> out.append("stray"));
        }
        Collections.shuffle(parts, random);
        for (Runnable part : parts) {
            space();
            part.run();
        }
        space();
        out.append("</").append(tag).append('>');
    }

    private void domain() {
        out.append("<domain");
        if (rarely(2)) {
            attribute("includeSubdomains", rarely(2) ? List.of("true") : BOOLEANS);
        }
        if (rarely(20)) {
            attribute("x:includeSubdomains", BOOLEANS);
        }
        if (rarely(10)) {
            out.append(" linchpin:covers=\"one-label\"");
        }
        out.append('>').append(domainName()).append("</domain>");
    }

    /** One that has been there makes the platform refuse all of it. */
    private String domainName() {
        String name = rarely(25) ? pick(DOMAINS) : pick(DOMAINS.subList(0, 19));
        while (!rarely(25) && names.contains(name.trim().toLowerCase(Locale.ROOT))) {
            name = pick(DOMAINS);
        }
        names.add(name.trim().toLowerCase(Locale.ROOT));
        return name;
    }

    private void pinSet() {
        out.append("<pin-set");
        if (rarely(3)) {
            attribute("expiration", rarely(8) ? DATES : DATES.subList(0, 5));
        }
        if (rarely(8)) {
            out.append(" linchpin:enforcement=\"report-only\" linchpin:afterExpiry=\"fail-closed\"");
            out.append(" linchpin:certificatePins=\"cert-sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=\"");
        }
        out.append('>');
        int pins = random.nextInt(4);
        for (int i = 0; i < pins; i++) {
            space();
            if (rarely(20)) {
                out.append("<other>x</other>");
            } else {
                pin();
            }
        }
        space();
        out.append("</pin-set>");
    }

    private void pin() {
        out.append("<pin");
        if (!rarely(400)) {
            attribute(
                    "digest",
                    rarely(100)
                            ? List.of(
                                    "sha-256",
                                    "Sha-256",
                                    "SHA-1",
                                    "SHA256",
                                    " SHA-256",
                                    "SHA\\u002d256",
                                    "SHA\\u002D256",
                                    "S\\HA-256")
                            : List.of("SHA-256"));
        }
        out.append('>')
                .append(rarely(40) ? pick(PINS) : pick(PINS.subList(0, 4)))
                .append("</pin>");
    }

    private void trustAnchors() {
        out.append("<trust-anchors>");
        int anchors = random.nextInt(3);
        for (int i = 0; i < anchors; i++) {
            space();
            out.append("<certificates");
            if (!rarely(40)) {
                attribute("src", rarely(8) ? SOURCES : SOURCES.subList(0, 3));
            }
            if (rarely(4)) {
                attribute("overridePins", BOOLEANS);
            }
            out.append("/>");
        }
        out.append("</trust-anchors>");
    }

    private void element(String name, String attribute, List<String> values) {
        out.append('<').append(name);
        if (!rarely(6)) {
            attribute(attribute, values);
        }
        out.append("/>");
    }

    private void attribute(String name, List<String> values) {
        out.append(' ').append(name).append("=\"").append(pick(values)).append('"');
    }

    private void space() {
        switch (random.nextInt(8)) {
            case 0 -> out.append("\n    ");
            case 1 -> out.append("<!-- <pin-set> -->");
            case 2 -> out.append("\r\n");
            default -> {}
        }
    }

    /** As an editor's slip would leave it: something gone, twice, or elsewhere. */
    private String mutated(String file) {
        StringBuilder text = new StringBuilder(file);
        int slips = 1 + random.nextInt(3);
        for (int i = 0; i < slips && text.length() > 2; i++) {
            int from = random.nextInt(text.length() - 1);
            int to = Math.min(text.length(), from + 1 + random.nextInt(rarely(3) ? 60 : 4));
            String piece = text.substring(from, to);
            switch (random.nextInt(4)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, piece);
                case 2 -> text.insert(random.nextInt(text.length()), piece);
                default -> text.setCharAt(from, "<>&\"'=/ ;#x0\u00e9\u0000".charAt(random.nextInt(14)));
            }
        }
        return text.toString();
    }

    private boolean rarely(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
