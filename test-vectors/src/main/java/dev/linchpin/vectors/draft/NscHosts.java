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
import static dev.linchpin.vectors.draft.NscXml.file;
import static dev.linchpin.vectors.draft.NscXml.pinned;
import static dev.linchpin.vectors.draft.NscXml.pins;
import static dev.linchpin.vectors.draft.NscXml.subtree;

import dev.linchpin.vectors.Answer;

/** Which domain is meant for a host. */
final class NscHosts {
    private NscHosts() {}

    static void addTo(TopicDraft topic) {
        hosts(topic.group("hosts", OP));
    }

    private static void hosts(GroupDraft group) {
        String exact = file(config(domain(HOST), pins(A, B)));
        String below = file(config(subtree(HOST), pins(A, B)));
        read(group, "exact", "the domain itself", "Basic", exact, HOST, pinned(A, B));
        read(
                group,
                "exact-not-below",
                "a host below a domain that does not include subdomains",
                "Subdomains",
                exact,
                HOST_BELOW,
                Answer.of("unlisted"));
        read(
                group,
                "testIncludeSubdomains",
                "the domain itself, with subdomains",
                "Subdomains",
                below,
                HOST,
                pinned(A, B));
        read(group, "testIncludeSubdomains-below", "a host below", "Subdomains", below, HOST_BELOW, pinned(A, B));
        read(
                group,
                "testIncludeSubdomains-deep",
                "a host far below",
                "Subdomains",
                below,
                "a.b.c.example.com",
                pinned(A, B));
        read(group, "lookalike", "ends like the domain", "Subdomains", below, "badexample.com", Answer.of("unlisted"));
        read(group, "upper-case-host", "an upper-case host", "HostSpelling", exact, "EXAMPLE.com", pinned(A, B));
        read(group, "trailing-dot-host", "an absolute host", "HostSpelling", exact, "example.com.", pinned(A, B));
        read(
                group,
                "upper-case-domain",
                "an upper-case domain",
                "HostSpelling",
                file(config(domain("EXAMPLE.com"), pins(A, B))),
                HOST,
                pinned(A, B));
        read(
                group,
                "trailing-dot-domain",
                "an absolute domain matches no host",
                "SilentlyUnpinned",
                file(config(domain("example.com."), pins(A, B))),
                HOST,
                Answer.of("unlisted"));
        read(
                group,
                "star-domain",
                "a wildcard matches no host",
                "SilentlyUnpinned",
                file(config(subtree("*.example.com"), pins(A, B))),
                HOST_BELOW,
                Answer.of("unlisted"));
        read(
                group,
                "leading-dot-domain",
                "a dot in front matches no host",
                "SilentlyUnpinned",
                file(config(subtree(".example.com"), pins(A, B))),
                HOST_BELOW,
                Answer.of("unlisted"));
        read(
                group,
                "u-label-domain",
                "a U-label does not match its A-label",
                "SilentlyUnpinned",
                file(config(domain("b\u00fccher.example"), pins(A, B))),
                "xn--bcher-kva.example",
                Answer.of("unlisted"));
        read(
                group,
                "a-label-domain",
                "an A-label",
                "HostSpelling",
                file(config(domain("xn--bcher-kva.example"), pins(A, B))),
                "xn--bcher-kva.example",
                pinned(A, B));
        read(
                group,
                "url-domain",
                "a URL matches no host",
                "SilentlyUnpinned",
                file(config(domain("https://example.com"), pins(A, B))),
                HOST,
                Answer.of("unlisted"));
        read(
                group,
                "port-domain",
                "a port matches no host",
                "SilentlyUnpinned",
                file(config(domain("example.com:443"), pins(A, B))),
                HOST,
                Answer.of("unlisted"));
        read(
                group,
                "address",
                "an IPv4 address",
                "HostSpelling",
                file(config(domain("192.0.2.1"), pins(A, B))),
                "192.0.2.1",
                pinned(A, B));
        read(
                group,
                "single-label",
                "a top-level domain with its subdomains",
                "Subdomains",
                file(config(subtree("com"), pins(A, B))),
                HOST,
                pinned(A, B));
        read(
                group,
                "localhost",
                "a rule for localhost",
                "HostSpelling",
                file(config(domain("localhost"), pins(A, B))),
                "localhost",
                pinned(A, B));
        read(
                group,
                "testDomainWhitespaceTrimming",
                "white space around a domain",
                "WhiteSpace",
                file(config(domain("\n    example.com\n  "), pins(A, B))),
                HOST,
                pinned(A, B));
        read(
                group,
                "most-specific",
                "the longer of two domains",
                "Specificity",
                file(config(subtree(HOST), pins(A, B)), config(subtree("a.example.com"), pins(C, D))),
                "b.a.example.com",
                pinned(C, D));
        read(
                group,
                "most-specific-reversed",
                "whatever the order",
                "Specificity",
                file(config(subtree("a.example.com"), pins(C, D)), config(subtree(HOST), pins(A, B))),
                "b.a.example.com",
                pinned(C, D));
        read(
                group,
                "exact-before-subtree",
                "the exact domain, though it excludes its own subdomains",
                "Specificity",
                file(config(subtree(HOST), pins(A, B)), config(domain("a.example.com"), pins(C, D))),
                "a.example.com",
                pinned(C, D));
        read(
                group,
                "below-exact",
                "below it the wider domain holds",
                "Specificity",
                file(config(subtree(HOST), pins(A, B)), config(domain("a.example.com"), pins(C, D))),
                "b.a.example.com",
                pinned(A, B));
    }
}
