package dev.linchpin.vectors.lint;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.lint.Mutant.Mutation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Mistakes in reading network security configurations. */
final class NscMutations {
    private static final String ANDROID = "nsc.android";
    private static final String STRICT = "nsc.strict";
    private static final Pattern DOMAIN = Pattern.compile("<domain[ >].*?</domain>");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->|<!\\[CDATA\\[|\\]\\]>");

    private NscMutations() {}

    static List<Mutation> all() {
        return List.of(
                xml("nsc-last-domain-only", "keeps the last domain of a configuration", NscMutations::lastDomain),
                xml(
                        "nsc-no-subdomains",
                        "takes every domain for a host",
                        text -> text.replaceAll("includeSubdomains=\"[^\"]*\"", "")),
                xml(
                        "nsc-words-for-booleans",
                        "takes words for booleans",
                        text -> text.replaceAll("\"(yes|on)\"", "\"true\"").replaceAll("\"(1|0x1|-1)\"", "\"false\"")),
                xml(
                        "nsc-wildcards",
                        "knows wildcards, and absolute names",
                        text -> text.replaceAll(">\\*?\\.example", ">example").replace("com.<", "com<")),
                xml("nsc-no-nesting", "does not look into nested configurations", NscMutations::flat),
                xml(
                        "nsc-never-expires",
                        "does not read expirations",
                        text -> text.replaceAll("expiration=\"[0-9]{4}[^\"]*\"", "")),
                xml(
                        "nsc-strict-dates",
                        "keeps pins for ever whose expiration is not exactly a date",
                        text -> text.replaceAll(
                                "expiration=\"(?![0-9]{4}-[0-9]{2}-[0-9]{2}\")[^\"]*[0-9][^\"]*\"", "")),
                xml("nsc-comments", "loses texts with comments or references", NscMutations::withoutComments),
                xml("nsc-white-space", "does not trim", text -> text.replaceAll(">\\s+|\\s+<", ">x")),
                xml(
                        "nsc-order",
                        "reads what stands before the domain as if it did not",
                        text -> text.replaceAll("(<domain-config[^>]*>)<(pin-set|domain-config).*?</\\2>", "$1")),
                xml(
                        "nsc-any-namespace",
                        "reads attributes of any namespace",
                        text -> text.replaceAll(" (x|linchpin):([a-z])", " $2")),
                xml(
                        "nsc-unknown-elements",
                        "looks for configurations inside unknown elements",
                        text -> text.replaceAll("</?other[^>]*>|>x<", ">").replace(">>", ">")),
                xml(
                        "nsc-strict-pins",
                        "drops pins that are not canonical",
                        text -> text.replaceAll("<pin [^>]*>(?![A-Za-z0-9+/]{43}=<)[^<]*</pin>", "")
                                .replace("5=</pin>", "</pin>")),
                xml(
                        "nsc-drops-placeholders",
                        "drops placeholders among the pins",
                        text -> text.replaceAll("<pin [^>]*>(A{43}|B{42}A)=</pin>", "")),
                Mutation.on(
                        ANDROID,
                        "nsc-textual-hosts",
                        "compares hosts as they are written",
                        q -> q.text("host").matches("[a-z0-9.-]*[a-z0-9]")
                                        && !q.text("xml").contains("EXAMPLE")
                                ? q.right()
                                : Answer.of("unlisted")),
                Mutation.on(
                        ANDROID,
                        "nsc-suffix-of-characters",
                        "takes any end of the host for its domain",
                        q -> q.when(q.text("host").startsWith("bad"), "match")),
                Mutation.on(
                        ANDROID,
                        "nsc-first-domain",
                        "takes the first domain that covers the host",
                        q -> DOMAIN.matcher(q.text("xml")).results().count() > 1 && q.is("match")
                                ? q.with("host", "example.com")
                                : q.right()),
                Mutation.on(
                        ANDROID,
                        "nsc-exempt-inherits",
                        "takes an empty pin-set for none",
                        q -> q.with("xml", q.text("xml").replace("<pin-set></pin-set>", ""))),
                Mutation.on(
                        ANDROID,
                        "nsc-needs-backup",
                        "refuses a single pin",
                        q -> q.when(q.text("xml").split("<pin ", -1).length == 2, "reject")),
                Mutation.on(
                        ANDROID,
                        "nsc-no-override",
                        "knows no authorities above the pins",
                        NscMutations::withoutOverride),
                Mutation.on(
                        ANDROID,
                        "nsc-always-debug",
                        "reads debug-overrides in every build",
                        q -> q.with("debuggable", true)),
                Mutation.on(ANDROID, "nsc-newest", "is always of the newest Android", q -> q.with("level", 37)),
                Mutation.on(
                        ANDROID,
                        "nsc-goes-on",
                        "leaves out what it cannot read, and goes on",
                        q -> q.when(q.is("reject"), "unlisted")),
                Mutation.on(
                        STRICT,
                        "nsc-strict-is-android",
                        "reads strictly as Android does",
                        q -> q.reference().run(ANDROID, q.input())),
                Mutation.on(
                        STRICT,
                        "nsc-strict-goes-on",
                        "takes surprises for nothing",
                        q -> q.when(q.is("reject"), "unlisted")));
    }

    private static Mutation xml(String name, String mistake, UnaryOperator<String> change) {
        return Mutation.on(ANDROID, name, mistake, q -> q.with("xml", change.apply(q.text("xml"))));
    }

    private static String lastDomain(String xml) {
        return xml.replaceAll("<domain>[^<]*</domain>(?=<domain>)", "");
    }

    private static String flat(String xml) {
        return xml.replaceAll(
                "(<domain-config>.*)<domain-config[^>]*><domain>.*?</domain>.*?</domain-config></domain-config>",
                "$1</domain-config>");
    }

    private static String withoutComments(String xml) {
        return COMMENT.matcher(xml).find() || xml.contains("&#") ? "<network-security-config/>" : xml;
    }

    private static Answer withoutOverride(Question q) {
        Answer right = q.right();
        Map<String, Object> fields = new LinkedHashMap<>(right.fields());
        fields.remove("overriddenBy");
        return new Answer(right.outcome(), fields);
    }
}
