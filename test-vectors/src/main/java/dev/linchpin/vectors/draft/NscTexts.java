package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.NscConfig.HOST;
import static dev.linchpin.vectors.draft.NscConfig.HOST_BELOW;
import static dev.linchpin.vectors.draft.NscConfig.OP;
import static dev.linchpin.vectors.draft.NscConfig.read;
import static dev.linchpin.vectors.draft.NscXml.A;
import static dev.linchpin.vectors.draft.NscXml.B;
import static dev.linchpin.vectors.draft.NscXml.C;
import static dev.linchpin.vectors.draft.NscXml.D;
import static dev.linchpin.vectors.draft.NscXml.config;
import static dev.linchpin.vectors.draft.NscXml.domain;
import static dev.linchpin.vectors.draft.NscXml.element;
import static dev.linchpin.vectors.draft.NscXml.file;
import static dev.linchpin.vectors.draft.NscXml.pinned;
import static dev.linchpin.vectors.draft.NscXml.pinnedUntil;
import static dev.linchpin.vectors.draft.NscXml.pins;

import dev.linchpin.vectors.Answer;
import java.util.List;

/** What texts and XML may look like. */
final class NscTexts {
    private NscTexts() {}

    static void addTo(TopicDraft topic) {
        booleans(topic.group("booleans", OP));
        pinTexts(topic.group("pin-text", OP));
        xml(topic.group("xml", OP));
    }

    private static void booleans(GroupDraft group) {
        for (String word : List.of("true", "True", "TRUE", "1", "0x1", "-1", " true ", "#fff")) {
            includes(group, word, pinned(A, B));
        }
        for (String word : List.of("false", "yes", "on", "0", "", "tRUE", "2147483648")) {
            includes(group, word, Answer.of("unlisted"));
        }
    }

    private static void includes(GroupDraft group, String word, Answer expected) {
        String id = switch (word) {
            case "" -> "empty";
            case " true " -> "white-space";
            case "#fff" -> "colour";
            case "-1" -> "negative";
            case "True" -> "capital-true";
            case "TRUE" -> "upper-case-true";
            case "tRUE" -> "mixed-case-true";
            default -> word;
        };
        boolean plain = word.equals("true") || word.equals("false");
        read(
                group,
                "include-" + id,
                "includeSubdomains is " + (word.isEmpty() ? "empty" : "\"" + word + "\""),
                plain ? "Subdomains" : "LooseBoolean",
                file(config("<domain includeSubdomains=\"" + word + "\">example.com</domain>", pins(A, B))),
                HOST_BELOW,
                expected);
    }

    private static void pinTexts(GroupDraft group) {
        text(
                group,
                "testDomainWhitespaceTrimming-pin",
                "white space around a pin",
                "WhiteSpace",
                "\n      " + A + "  ");
        text(
                group,
                "white-space-inside",
                "white space in a pin",
                "LenientPin",
                A.substring(0, 20) + "\n  " + A.substring(20));
        text(group, "no-padding", "no padding", "LenientPin", A.substring(0, 43));
        text(group, "trailing-bits", "unused bits are set", "LenientPin", A.substring(0, 42) + "5=");
        text(
                group,
                "foreign-character",
                "a character that is no base64",
                "LenientPin",
                A.substring(0, 20) + "%" + A.substring(20));
        read(
                group,
                "digest-lower-case",
                "a digest in lower case",
                "LenientPin",
                file(config(domain(HOST), element("pin-set", "", "<pin digest=\"sha-256\">" + A + "</pin>"))),
                HOST,
                pinned(A));
        read(
                group,
                "all-zero",
                "the placeholder of zeros is a pin like any other",
                "Placeholder",
                file(config(domain(HOST), pins("A".repeat(43) + "="))),
                HOST,
                pinned("A".repeat(43) + "="));
        read(
                group,
                "placeholder-b",
                "so is that of B",
                "Placeholder",
                file(config(domain(HOST), pins("B".repeat(42) + "A=", A))),
                HOST,
                pinned("B".repeat(42) + "A=", A));
        read(
                group,
                "empty-between",
                "a pin-set with another element in it",
                "UnknownElement",
                file(config(domain(HOST), element("pin-set", "", NscXml.pin(A), "<other>x</other>", NscXml.pin(B)))),
                HOST,
                pinned(A, B));
    }

    private static void text(GroupDraft group, String id, String comment, String flag, String pin) {
        read(group, id, comment, flag, file(config(domain(HOST), pins(pin, B))), HOST, pinned(A, B));
    }

    private static void xml(GroupDraft group) {
        read(
                group,
                "declaration",
                "an XML declaration",
                "Basic",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + file(config(domain(HOST), pins(A, B))),
                HOST,
                pinned(A, B));
        read(
                group,
                "comments",
                "comments between elements, and in front of texts",
                "Comment",
                file("<!-- a -->", config("<domain><!-- b -->example.com</domain>", pins("<!-- c -->" + A, B))),
                HOST,
                pinned(A, B));
        read(
                group,
                "cdata",
                "a CDATA section",
                "Comment",
                file(config("<domain><![CDATA[example.com]]></domain>", pins("<![CDATA[" + A + "]]>", B))),
                HOST,
                pinned(A, B));
        read(
                group,
                "character-reference",
                "a character reference",
                "Comment",
                file(config("<domain>example&#46;com</domain>", pins(A, B))),
                HOST,
                pinned(A, B));
        read(
                group,
                "unknown-elements",
                "unknown elements are skipped with all they hold",
                "UnknownElement",
                file(
                        "<other>" + config(domain(HOST), pins(C, D)) + "</other>",
                        config(domain(HOST), "<other a=\"1\"/>", pins(A, B))),
                HOST,
                pinned(A, B));
        read(
                group,
                "foreign-namespace-element",
                "an element counts by its local name",
                "Namespace",
                "<network-security-config xmlns:x=\"urn:x\">"
                        + config(domain(HOST), "<x:pin-set>" + NscXml.pin(A) + "</x:pin-set>")
                        + "</network-security-config>",
                HOST,
                pinned(A));
        read(
                group,
                "foreign-namespace-attribute",
                "an attribute of a namespace does not count",
                "Namespace",
                "<network-security-config xmlns:x=\"urn:x\">"
                        + config("<domain x:includeSubdomains=\"true\">example.com</domain>", pins(A, B))
                        + "</network-security-config>",
                HOST_BELOW,
                Answer.of("unlisted"));
        read(
                group,
                "linchpin-attributes",
                "attributes of ours are skipped",
                "Namespace",
                NscXml.linchpin(
                        " linchpin:unlistedHosts=\"deny\"",
                        config(
                                domain(HOST),
                                NscXml.pinSet(
                                        " expiration=\"2030-12-31\" linchpin:enforcement=\"report-only\" linchpin:afterExpiry=\"fail-closed\" linchpin:certificatePins=\"cert-sha256/"
                                                + C + "\"",
                                        A,
                                        B))),
                HOST,
                pinnedUntil("2030-12-31T00:00:00Z", A, B));
        read(
                group,
                "transparency",
                "certificateTransparency",
                "Basic",
                file(config(domain(HOST), "<certificateTransparency enabled=\"true\"/>", pins(A, B))),
                HOST,
                pinned(A, B));
        read(
                group,
                "test-ct-users",
                "certificateTransparency in the base",
                "Basic",
                file(
                        element("base-config", "", "<certificateTransparency enabled=\"true\"/>"),
                        config(domain(HOST), pins(A, B))),
                HOST,
                pinned(A, B));
        read(
                group,
                "domain-encryption",
                "domainEncryption",
                "Basic",
                file(config(domain(HOST), "<domainEncryption mode=\"enabled\"/>", pins(A, B))),
                HOST,
                pinned(A, B));
        read(
                group,
                "trustkit-config",
                "what TrustKit reads is skipped",
                "UnknownElement",
                file(
                        config(
                                domain(HOST),
                                pins(A, B),
                                "<trustkit-config enforcePinning=\"true\"><report-uri>https://example.net/</report-uri></trustkit-config>")),
                HOST,
                pinned(A, B));
    }
}
