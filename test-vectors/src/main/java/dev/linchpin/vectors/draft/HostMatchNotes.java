package dev.linchpin.vectors.draft;

/** Why the cases of {@link HostMatch} exist. */
final class HostMatchNotes {
    private HostMatchNotes() {}

    static void addTo(TopicDraft topic) {
        topic.note("Exact", "BASIC", "A pattern without wildcard covers the host of that name and no other.");
        topic.note(
                        "CaseFolding",
                        "FAIL_OPEN",
                        "Host names are compared without regard to the case of ASCII letters, in any locale.")
                .effect("OkHttp 4.12's CertificatePinner finds no pins for an upper-case host, and enforces none.");
        topic.note("TrailingDot", "FAIL_OPEN", "A trailing dot makes a name absolute, not different.")
                .effect("https://host./ reaches the same server and finds no pins.")
                .link("https://www.rfc-editor.org/rfc/rfc1034#section-3.1");
        topic.note(
                        "LabelBoundary",
                        "WRONG_IDENTITY",
                        "A domain ends where a label ends; a suffix of characters is not a domain.")
                .effect("Somebody else's domain gets this domain's rule, or this one's hosts somebody else's.");
        topic.note("OneLabel", "WRONG_IDENTITY", "*. stands for exactly one label, neither none nor two.")
                .link("https://www.rfc-editor.org/rfc/rfc9525#section-6.3");
        topic.note("Subtree", "FAIL_OPEN", "**. covers the domain itself and every host below, however deep.")
                .effect("Hosts that the operator believes pinned are not.");
        topic.note(
                        "WildcardPlacement",
                        "WRONG_IDENTITY",
                        "A wildcard stands in front, alone, before a domain, and nowhere else.")
                .effect("A pattern that is silently taken literally, or as a glob, covers other hosts than it says.");
        topic.note("PublicSuffix", "DEFINED", "A wildcard right below a top-level domain covers strangers.");
        topic.note("Underscore", "DEFINED", "Underscores are no part of host names (RFC 952), but occur in DNS.");
        topic.note("EmptyLabel", "FAIL_OPEN", "A name with an empty label is malformed, not unlisted.");
        topic.note(
                        "MissingHost",
                        "FAIL_OPEN",
                        "Where there is no host, nothing can be decided, so nothing is accepted.")
                .effect("A client that loses the name of its peer loses the pins with it.");
        topic.note(
                        "NotAHost",
                        "FAIL_OPEN",
                        "Ports, schemes, paths, user names and percent signs are no part of a host.")
                .effect("Treated as a host that no rule covers, the connection goes unpinned.");
        topic.note(
                        "ControlCharacters",
                        "FAIL_OPEN",
                        "NUL, line ends and spaces are refused, neither cut off nor skipped.")
                .effect("What one layer cuts off, another connects to.")
                .cve("CVE-2009-2408");
        topic.note(
                "LabelSyntax",
                "CANONICALIZATION",
                "Labels neither start nor end with a hyphen (RFC 1123 section 2.1).");
        topic.note(
                        "NameLength",
                        "CANONICALIZATION",
                        "At most 63 octets in a label and 253 characters in a name (RFC 1035).")
                .link("https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4");
        topic.note("ULabels", "FAIL_OPEN", "A U-label is the same name as its A-label.")
                .effect("A host typed in its own script finds no pins.");
        topic.note(
                        "IdnaMapping",
                        "CANONICALIZATION",
                        "What IDNA maps to something else is refused: it has two spellings already.")
                .effect("The rule is looked up for one name and the connection made to another.")
                .cve("CVE-2022-43551", "CVE-2020-14577");
        topic.note(
                        "IdnaDeviation",
                        "DEFINED",
                        "Characters on which IDNA 2003 and 2008 disagree; who maps them, maps as IDNA 2008.")
                .link("https://www.unicode.org/reports/tr46/#Deviations");
        topic.note("IdnaHomograph", "WRONG_IDENTITY", "A letter that merely looks the same makes another name.");
        topic.note("Punycode", "CANONICALIZATION", "Behind xn-- stands Punycode of at least one non-ASCII character.")
                .link("https://www.rfc-editor.org/rfc/rfc3492#section-6.2");
        topic.note("Address", "BASIC", "An IP address is a host like any other.");
        topic.note("LegacyIpv4", "FAIL_OPEN", "Only four decimal numbers without leading zeros are an IPv4 address.")
                .effect("inet_aton connects to 192.0.2.1 while the rule for 192.0.2.1 is not found.")
                .cve("CVE-2021-29923");
        topic.note("AddressWildcard", "WRONG_IDENTITY", "Addresses have no labels that a wildcard could stand for.");
        topic.note("Ipv6Spelling", "FAIL_OPEN", "All spellings of an IPv6 address are one address (RFC 5952).")
                .effect("The address as a URL writes it finds no pins.");
        topic.note("MappedAddress", "FAIL_OPEN", "An IPv4-mapped IPv6 address reaches the IPv4 address.")
                .effect("https://[::ffff:192.0.2.1]/ reaches the pinned server unpinned.");
        topic.note("CodeUnits", "BASIC", "Any text can come as UTF-16 code units, where strings are made of them.");
        topic.note("NoText", "CANONICALIZATION", "Half a surrogate pair and noncharacters are no part of any text.")
                .effect("One layer drops or replaces them, and connects to the host that is left.")
                .link("https://www.rfc-editor.org/rfc/rfc7493#section-2.1");
        topic.note("MalformedIpv6", "FAIL_OPEN", "Zones, ports and malformed addresses are refused, not unlisted.");
    }
}
