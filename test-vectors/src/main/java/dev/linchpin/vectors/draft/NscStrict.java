package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.NscConfig.HOST;
import static dev.linchpin.vectors.draft.NscXml.A;
import static dev.linchpin.vectors.draft.NscXml.B;
import static dev.linchpin.vectors.draft.NscXml.C;
import static dev.linchpin.vectors.draft.NscXml.anchors;
import static dev.linchpin.vectors.draft.NscXml.certificates;
import static dev.linchpin.vectors.draft.NscXml.config;
import static dev.linchpin.vectors.draft.NscXml.domain;
import static dev.linchpin.vectors.draft.NscXml.element;
import static dev.linchpin.vectors.draft.NscXml.file;
import static dev.linchpin.vectors.draft.NscXml.pinSet;
import static dev.linchpin.vectors.draft.NscXml.pinned;
import static dev.linchpin.vectors.draft.NscXml.pinnedUntil;
import static dev.linchpin.vectors.draft.NscXml.pins;
import static dev.linchpin.vectors.draft.NscXml.pinsUntil;
import static dev.linchpin.vectors.draft.NscXml.subtree;

import dev.linchpin.vectors.Answer;

/** What a strict reader makes of the same files: surprises are refused, and our own attributes count. */
final class NscStrict {
    static final String OP = "nsc.strict";

    private NscStrict() {}

    static void addTo(TopicDraft topic) {
        good(topic.group("strict", OP));
        surprises(topic.group("strict-refused", OP));
    }

    private static void good(GroupDraft group) {
        read(
                group,
                "two-pins",
                "an active pin and a backup",
                "Basic",
                file(config(domain(HOST), pins(A, B))),
                HOST,
                pinned(A, B));
        read(
                group,
                "unlisted",
                "another host",
                "Basic",
                file(config(domain(HOST), pins(A, B))),
                "example.org",
                Answer.of("unlisted"));
        read(
                group,
                "below",
                "a host below",
                "Subdomains",
                file(config(subtree(HOST), pins(A, B))),
                "www.example.com",
                pinned(A, B));
        read(
                group,
                "exempt",
                "an empty pin-set below a pinned domain",
                "Exempt",
                file(config(subtree(HOST), pins(A, B), config(domain("cdn.example.com"), pins()))),
                "cdn.example.com",
                Answer.of("exempt"));
        read(
                group,
                "exempt-sibling",
                "its sibling stays pinned",
                "Exempt",
                file(config(subtree(HOST), pins(A, B), config(domain("cdn.example.com"), pins()))),
                "www.example.com",
                pinned(A, B));
        read(
                group,
                "exempt-without-pin-set",
                "a configuration without pins below a pinned domain",
                "Exempt",
                file(config(subtree(HOST), pins(A, B)), config(domain("cdn.example.com"))),
                "cdn.example.com",
                Answer.of("exempt"));
        read(
                group,
                "no-pins-elsewhere",
                "a configuration without pins elsewhere",
                "Exempt",
                file(config(domain(HOST), pins(A, B)), config(domain("localhost"))),
                "localhost",
                Answer.of("unlisted"));
        read(
                group,
                "expires",
                "a date",
                "Expiration",
                file(config(domain(HOST), pinsUntil("2030-12-31", A, B))),
                HOST,
                pinnedUntil("2030-12-31T00:00:00Z", A, B));
        read(
                group,
                "debug-overrides",
                "debug-overrides that are not read",
                "Debug",
                file(
                        config(domain(HOST), pins(A, B)),
                        element("debug-overrides", "", anchors(certificates("src=\"user\"")))),
                HOST,
                pinned(A, B));
        read(
                group,
                "trimmed",
                "white space around domain and pin",
                "WhiteSpace",
                file(config(domain(" example.com\n"), pins("\n" + A + "\n", B))),
                HOST,
                pinned(A, B));
    }

    private static void surprises(GroupDraft group) {
        reject(group, "single-pin", "one pin, no backup", file(config(domain(HOST), pins(A))));
        reject(group, "same-pin-twice", "the backup is the active pin", file(config(domain(HOST), pins(A, A))));
        reject(
                group,
                "placeholder-zero",
                "the placeholder of zeros",
                file(config(domain(HOST), pins(A, "A".repeat(43) + "="))));
        reject(
                group,
                "placeholder-b",
                "the placeholder of B",
                file(config(domain(HOST), pins(A, "B".repeat(43) + "="))));
        reject(group, "nothing-pinned", "a file that pins nothing", file(config(domain(HOST))));
        reject(
                group,
                "year-27",
                "a year of two digits: pins off since the first century",
                file(config(domain(HOST), pinsUntil("27-01-01", A, B))));
        reject(
                group,
                "date-garbage",
                "something behind the date",
                file(config(domain(HOST), pinsUntil("2027-01-01garbage", A, B))));
        reject(
                group,
                "date-white-space",
                "white space around the date",
                file(config(domain(HOST), pinsUntil(" 2027-01-01 ", A, B))));
        reject(
                group,
                "include-yes",
                "includeSubdomains is \"yes\", which is false",
                file(config("<domain includeSubdomains=\"yes\">example.com</domain>", pins(A, B))));
        reject(
                group,
                "include-1",
                "includeSubdomains is \"1\", which is true",
                file(config("<domain includeSubdomains=\"1\">example.com</domain>", pins(A, B))));
        reject(
                group,
                "cleartext-no",
                "cleartextTrafficPermitted is \"no\", which permits",
                file(element("domain-config", " cleartextTrafficPermitted=\"no\"", domain(HOST), pins(A, B))));
        reject(group, "trailing-dot", "a domain that ends in a dot", file(config(domain("example.com."), pins(A, B))));
        reject(group, "star", "a wildcard", file(config(subtree("*.example.com"), pins(A, B))));
        reject(group, "leading-dot", "a dot in front", file(config(subtree(".example.com"), pins(A, B))));
        reject(group, "u-label", "a U-label", file(config(domain("b\u00fccher.example"), pins(A, B))));
        reject(group, "url", "a URL", file(config(domain("https://example.com"), pins(A, B))));
        reject(group, "top-level", "a top-level domain with its subdomains", file(config(subtree("com"), pins(A, B))));
        reject(
                group,
                "pin-white-space",
                "white space in a pin",
                file(config(domain(HOST), pins(A.substring(0, 20) + " " + A.substring(20), B))));
        reject(
                group,
                "pin-no-padding",
                "a pin without padding",
                file(config(domain(HOST), pins(A.substring(0, 43), B))));
        reject(
                group,
                "pin-trailing-bits",
                "a pin with unused bits set",
                file(config(domain(HOST), pins(A.substring(0, 42) + "5=", B))));
        reject(
                group,
                "pin-foreign-character",
                "a character that is no base64",
                file(config(domain(HOST), pins(A.substring(0, 20) + "%" + A.substring(20), B))));
        reject(
                group,
                "unknown-element",
                "an element that the platform skips",
                file(config(domain(HOST), pins(A, B), "<pins/>")));
        reject(
                group,
                "unknown-attribute",
                "an attribute that the platform skips",
                file(config(domain(HOST), pinSet(" expires=\"2030-12-31\"", A, B))));
        reject(
                group,
                "override-pins",
                "authorities above the pins",
                file(config(domain(HOST), pins(A, B), anchors(certificates("src=\"system\" overridePins=\"true\"")))));
        reject(
                group,
                "stray-text",
                "a pin without its element",
                file(config(domain(HOST), element("pin-set", "", NscXml.pin(A), NscXml.pin(B), C))));
        reject(
                group,
                "doctype",
                "a DTD",
                "<!DOCTYPE network-security-config [<!ENTITY h \"example.com\">]>"
                        + file(config(domain("&h;"), pins(A, B))));
    }

    static void reject(GroupDraft group, String id, String comment, String xml) {
        read(group, id, comment, "Surprise", xml, HOST, Answer.of("reject")).unlike("strict::two-pins");
    }

    static CaseDraft read(
            GroupDraft group, String id, String comment, String flag, String xml, String host, Answer expected) {
        return NscConfig.read(group, id, comment, flag, xml, host, expected);
    }
}
