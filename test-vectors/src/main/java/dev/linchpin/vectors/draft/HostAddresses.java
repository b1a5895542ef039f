package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.HostMatch.OP;
import static dev.linchpin.vectors.draft.HostMatch.host;
import static dev.linchpin.vectors.draft.HostSpellings.matches;

/** IP addresses as hosts: their spellings, and what only looks like one. */
final class HostAddresses {
    private HostAddresses() {}

    static void addTo(TopicDraft topic) {
        ipv4(topic.group("ipv4", OP));
        ipv6(topic.group("ipv6", OP));
    }

    private static void ipv4(GroupDraft group) {
        matches(group, "same", "an IPv4 address", "Address", "192.0.2.1", "192.0.2.1");
        matches(group, "trailing-dot", "an address with a trailing dot", "TrailingDot", "192.0.2.1", "192.0.2.1.");
        group.test("other", "another address", "Address")
                .in(host("192.0.2.1", "192.0.2.10"))
                .expect("no-match")
                .unlike("same");
        legacy(group, "leading-zero", "a leading zero, which some read as octal", "192.0.2.01");
        legacy(group, "hexadecimal", "a hexadecimal octet", "0xc0.0.2.1");
        legacy(group, "one-number", "the address as one number", "3221225985");
        legacy(group, "one-hexadecimal-number", "the address as one hexadecimal number", "0xc0000201");
        legacy(group, "three-parts", "the last two octets as one", "192.0.513");
        legacy(group, "octet-of-256", "an octet of 256", "192.0.2.256");
        legacy(group, "five-parts", "five octets", "192.0.2.1.1");
        wildcard(group, "wildcard", "a wildcard for the first octet", "*.0.2.1");
        wildcard(group, "wildcard-before", "a wildcard before an address", "*.192.0.2.1");
        wildcard(group, "subtree", "a subtree of an address", "**.192.0.2.1");
    }

    private static void ipv6(GroupDraft group) {
        matches(group, "same", "an IPv6 address", "Address", "2001:db8::1", "2001:db8::1");
        matches(group, "brackets", "in the brackets of a URL", "Ipv6Spelling", "2001:db8::1", "[2001:db8::1]");
        matches(
                group,
                "full",
                "all groups written out",
                "Ipv6Spelling",
                "2001:db8::1",
                "2001:0db8:0000:0000:0000:0000:0000:0001");
        matches(group, "upper-case", "upper-case digits", "Ipv6Spelling", "2001:db8::ab", "2001:DB8::AB");
        matches(
                group,
                "embedded-ipv4",
                "the last two groups as IPv4",
                "Ipv6Spelling",
                "2001:db8::c000:201",
                "2001:db8::192.0.2.1");
        matches(
                group,
                "mapped-ipv4",
                "an IPv4-mapped address is the IPv4 address",
                "MappedAddress",
                "192.0.2.1",
                "::ffff:192.0.2.1");
        matches(group, "mapped-ipv4-pattern", "and so is a pattern", "MappedAddress", "::ffff:c000:201", "192.0.2.1");
        group.test("other", "another address", "Address")
                .in(host("2001:db8::1", "2001:db8::1:0"))
                .expect("no-match")
                .unlike("same");
        group.test("compatible-ipv4", "the deprecated IPv4-compatible form is another address", "MappedAddress")
                .in(host("192.0.2.1", "::192.0.2.1"))
                .expect("no-match")
                .unlike("mapped-ipv4");
        notMapped(group, "group-0-before-mapped", "1::ffff:192.0.2.1");
        notMapped(group, "group-1-before-mapped", "0:1::ffff:192.0.2.1");
        notMapped(group, "group-2-before-mapped", "::1:0:0:ffff:192.0.2.1");
        notMapped(group, "group-3-before-mapped", "::1:0:ffff:192.0.2.1");
        notMapped(group, "group-4-before-mapped", "::1:ffff:192.0.2.1");
        notMapped(group, "other-than-ffff", "::fffe:192.0.2.1");
        notMapped(group, "translated-ipv4", "::ffff:0:192.0.2.1");
        notMapped(group, "nat64", "64:ff9b::192.0.2.1");
        group.test("mapped-in-full", "an IPv4-mapped address with all groups written out", "MappedAddress")
                .in(host("192.0.2.1", "0:0:0:0:0:ffff:c000:201"))
                .expect("match");
        malformed6(group, "zone", "a zone", "fe80::1%eth0");
        malformed6(group, "encoded-zone", "a zone as URLs write it", "[fe80::1%25eth0]");
        malformed6(group, "port", "a port", "[2001:db8::1]:443");
        malformed6(group, "two-gaps", "two runs of zeros left out", "2001::db8::1");
        malformed6(group, "nine-groups", "nine groups", "1:2:3:4:5:6:7:8:9");
        malformed6(group, "gap-for-nothing", "a gap where eight groups are there already", "1:2:3:4::5:6:7:8");
        malformed6(group, "five-digits", "a group of five digits", "2001:db8::00001");
        malformed6(group, "open-bracket", "one bracket", "[2001:db8::1");
        malformed6(group, "lone-colon", "a colon at the end", "2001:db8::1:");
    }

    private static void legacy(GroupDraft group, String id, String comment, String host) {
        group.test(id, comment, "LegacyIpv4")
                .in(host("192.0.2.1", host))
                .expect("reject")
                .unlike("same");
    }

    private static void malformed6(GroupDraft group, String id, String comment, String host) {
        group.test(id, comment, "MalformedIpv6")
                .in(host("2001:db8::1", host))
                .expect("reject")
                .unlike("same");
    }

    private static void wildcard(GroupDraft group, String id, String comment, String pattern) {
        group.test(id, comment, "AddressWildcard")
                .in(host(pattern, "192.0.2.1"))
                .expect("reject")
                .unlike("same");
    }

    /** RFC 4291 §2.5.5.2: mapped are 80 bits of zero, 16 of one, and the IPv4 address; nothing else that ends in one is. */
    private static void notMapped(GroupDraft group, String id, String host) {
        group.test(id, "ends in an IPv4 address, and is another address", "MappedAddress")
                .in(host("192.0.2.1", host))
                .expect("no-match")
                .unlike("mapped-ipv4");
    }
}
