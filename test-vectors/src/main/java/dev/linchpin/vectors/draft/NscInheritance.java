package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.NscConfig.HOST;
import static dev.linchpin.vectors.draft.NscConfig.OP;
import static dev.linchpin.vectors.draft.NscConfig.read;
import static dev.linchpin.vectors.draft.NscXml.A;
import static dev.linchpin.vectors.draft.NscXml.B;
import static dev.linchpin.vectors.draft.NscXml.C;
import static dev.linchpin.vectors.draft.NscXml.anchors;
import static dev.linchpin.vectors.draft.NscXml.certificates;
import static dev.linchpin.vectors.draft.NscXml.config;
import static dev.linchpin.vectors.draft.NscXml.domain;
import static dev.linchpin.vectors.draft.NscXml.element;
import static dev.linchpin.vectors.draft.NscXml.file;
import static dev.linchpin.vectors.draft.NscXml.pinned;
import static dev.linchpin.vectors.draft.NscXml.pinnedUntil;
import static dev.linchpin.vectors.draft.NscXml.pins;
import static dev.linchpin.vectors.draft.NscXml.pinsUntil;
import static dev.linchpin.vectors.draft.NscXml.subtree;

import dev.linchpin.vectors.Answer;

/** What a configuration has from the one around it. */
final class NscInheritance {
    private NscInheritance() {}

    static void addTo(TopicDraft topic) {
        inheritance(topic.group("inheritance", OP));
    }

    private static void inheritance(GroupDraft group) {
        String nested = file(
                config(
                        subtree(HOST),
                        anchors(certificates("src=\"system\"")),
                        config(domain("developer.example.com"), pins(A, B))),
                element("base-config", " cleartextTrafficPermitted=\"false\""));
        read(
                group,
                "testNestedDomainConfigs",
                "the outer domain has no pins",
                "Inheritance",
                nested,
                HOST,
                Answer.of("unlisted"));
        read(
                group,
                "testNestedDomainConfigs-inner",
                "the inner one has its own",
                "Inheritance",
                nested,
                "developer.example.com",
                pinned(A, B));
        String inherits = file(config(
                subtree(HOST),
                pins(A, B),
                element("domain-config", " cleartextTrafficPermitted=\"true\"", domain("developer.example.com"))));
        read(
                group,
                "testNestedDomainConfigsOverride",
                "what is not set is inherited",
                "Inheritance",
                inherits,
                "developer.example.com",
                pinned(A, B));
        read(
                group,
                "grandchild",
                "over two levels",
                "Inheritance",
                file(config(
                        subtree(HOST), pins(A, B), config(domain("a.example.com"), config(domain("b.a.example.com"))))),
                "b.a.example.com",
                pinned(A, B));
        read(
                group,
                "own-pins-replace",
                "an own pin-set replaces the inherited one whole",
                "Inheritance",
                file(config(subtree(HOST), pins(A, B), config(domain("a.example.com"), pins(C)))),
                "a.example.com",
                pinned(C));
        read(
                group,
                "empty-pin-set-frees",
                "an empty pin-set ends inheritance",
                "Exempt",
                file(config(subtree(HOST), pins(A, B), config(domain("cdn.example.com"), pins()))),
                "cdn.example.com",
                Answer.of("unlisted"));
        read(
                group,
                "empty-pin-set-sibling",
                "its sibling stays pinned",
                "Exempt",
                file(config(subtree(HOST), pins(A, B), config(domain("cdn.example.com"), pins()))),
                "www.example.com",
                pinned(A, B));
        read(
                group,
                "sibling-without-pins",
                "a configuration of its own, not nested, inherits nothing",
                "Exempt",
                file(config(subtree(HOST), pins(A, B)), config(domain("cdn.example.com"))),
                "cdn.example.com",
                Answer.of("unlisted"));
        read(
                group,
                "unrelated",
                "a nested configuration for a host elsewhere inherits the pins",
                "Inheritance",
                file(config(domain(HOST), pins(A, B), config(domain("example.org")))),
                "example.org",
                pinned(A, B));
        read(
                group,
                "nested-before-domain",
                "a nested configuration in front of the domain and the pins",
                "Order",
                file(config(config(domain("a.example.com")), pins(A, B), domain(HOST))),
                "a.example.com",
                pinned(A, B));
        read(
                group,
                "domain-after-pins",
                "the domain behind the pins",
                "Order",
                file(config(pins(A, B), domain(HOST))),
                HOST,
                pinned(A, B));
        read(
                group,
                "expired-parent",
                "the expiration is inherited with the pins",
                "Expiration",
                file(config(subtree(HOST), pinsUntil("2020-01-01", A, B), config(domain("a.example.com")))),
                "a.example.com",
                pinnedUntil("2020-01-01T00:00:00Z", A, B));
    }
}
