package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.NscConfig.HOST;
import static dev.linchpin.vectors.draft.NscConfig.OP;
import static dev.linchpin.vectors.draft.NscConfig.read;
import static dev.linchpin.vectors.draft.NscXml.A;
import static dev.linchpin.vectors.draft.NscXml.B;
import static dev.linchpin.vectors.draft.NscXml.anchors;
import static dev.linchpin.vectors.draft.NscXml.and;
import static dev.linchpin.vectors.draft.NscXml.certificates;
import static dev.linchpin.vectors.draft.NscXml.config;
import static dev.linchpin.vectors.draft.NscXml.domain;
import static dev.linchpin.vectors.draft.NscXml.element;
import static dev.linchpin.vectors.draft.NscXml.file;
import static dev.linchpin.vectors.draft.NscXml.pinned;
import static dev.linchpin.vectors.draft.NscXml.pins;

import java.util.List;

/** Authorities, and those that are above the pins. */
final class NscAnchors {
    private NscAnchors() {}

    static void addTo(TopicDraft topic) {
        anchorsAndDebug(topic.group("anchors", OP));
    }

    private static void anchorsAndDebug(GroupDraft group) {
        read(
                group,
                "testEmptyAnchors",
                "an empty trust-anchors",
                "Basic",
                file(element("base-config", "", anchors()), config(domain(HOST), pins(A, B))),
                HOST,
                pinned(A, B));
        read(
                group,
                "testOverridesPins",
                "authorities above the pins",
                "OverridePins",
                file(config(domain(HOST), pins(A), anchors(certificates("src=\"system\" overridePins=\"true\"")))),
                HOST,
                and(pinned(A), "overriddenBy", List.of("system")));
        read(
                group,
                "override-yes",
                "overridePins is \"yes\", which is false",
                "OverridePins",
                file(config(domain(HOST), pins(A), anchors(certificates("src=\"system\" overridePins=\"yes\"")))),
                HOST,
                and(pinned(A), "overriddenBy", List.of()));
        String debug = file(
                config(domain(HOST), pins(A, B)),
                element("debug-overrides", "", anchors(certificates("src=\"system\""))));
        read(
                group,
                "testDebugOverridesDisabled",
                "debug-overrides in a build that is none for debugging",
                "Debug",
                debug,
                HOST,
                and(pinned(A, B), "overriddenBy", List.of()));
        read(
                        group,
                        "testBasicDebugOverrides",
                        "in a debuggable one they are above the pins",
                        "Debug",
                        debug,
                        HOST,
                        and(pinned(A, B), "overriddenBy", List.of("system")))
                .in("debuggable", true);
        String own = file(
                config(domain(HOST), pins(A), anchors(certificates("src=\"system\" overridePins=\"false\""))),
                element("debug-overrides", "", anchors(certificates("src=\"user\""))));
        read(
                        group,
                        "testDebugOverridesWithDomain",
                        "added to the domain's own",
                        "Debug",
                        own,
                        HOST,
                        and(pinned(A), "overriddenBy", List.of("user")))
                .in("debuggable", true);
        read(
                group,
                "debug-not-read",
                "nonsense in debug-overrides, not debuggable",
                "Debug",
                file(config(domain(HOST), pins(A, B)), element("debug-overrides", "", pins("nonsense"))),
                HOST,
                pinned(A, B));
        read(
                group,
                "src-user",
                "the certificates of the user",
                "Basic",
                file(config(domain(HOST), pins(A, B), anchors(certificates("src=\"user\"")))),
                HOST,
                pinned(A, B));
        read(
                        group,
                        "src-wfa",
                        "those of Wi-Fi, from Android 11 on",
                        "Level",
                        file(config(domain(HOST), pins(A, B), anchors(certificates("src=\"wfa\"")))),
                        HOST,
                        pinned(A, B))
                .in("level", 30);
        read(
                        group,
                        "encryption-without-mode-36",
                        "domainEncryption without a mode is skipped by Android 16",
                        "Level",
                        file(config(domain(HOST), pins(A, B), "<domainEncryption/>")),
                        HOST,
                        pinned(A, B))
                .in("level", 36);
    }
}
