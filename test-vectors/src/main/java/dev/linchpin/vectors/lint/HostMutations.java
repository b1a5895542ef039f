package dev.linchpin.vectors.lint;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.lint.Mutant.Mutation;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Mistakes in comparing hosts with patterns. */
final class HostMutations {
    private static final String OP = "host.match";

    /** The prefix of IPv4-mapped addresses, and a place for the IPv4 address. */
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0};

    private HostMutations() {}

    static List<Mutation> all() {
        return List.of(
                missing(
                        "case-sensitive",
                        "compares the case of letters",
                        q -> !both(q, text -> text.toLowerCase(Locale.ROOT))),
                missing(
                        "turkish-locale",
                        "lower-cases by the rules of Turkish",
                        q -> both(
                                        q,
                                        text -> text.toLowerCase(Locale.forLanguageTag("tr"))
                                                .replaceAll("\u0131", "?"))
                                ? false
                                : q.text("host").indexOf('I') >= 0),
                missing(
                        "trailing-dot",
                        "takes a trailing dot for a difference",
                        q -> q.text("host").endsWith(".") != q.text("pattern").endsWith(".")),
                matching(
                        "suffix",
                        "looks only whether the host ends with the domain",
                        q -> q.is("no-match") && q.text("host").endsWith(domain(q))),
                matching(
                        "prefix",
                        "looks only whether the host starts with the pattern",
                        q -> q.is("no-match") && q.text("host").startsWith(domain(q))),
                Mutation.on(
                        OP,
                        "greedy-wildcard",
                        "lets *. stand for any number of labels",
                        q -> q.with("pattern", q.text("pattern").replaceFirst("^\\*\\.", "**."))),
                missing(
                        "subtree-of-one-label",
                        "lets **. stand for one label",
                        q -> q.text("pattern").startsWith("**.")
                                && !q.change("pattern", q.text("pattern").substring(1))
                                        .is("match")),
                matching(
                        "glob",
                        "takes * for any text, anywhere",
                        q -> q.is("reject")
                                && q.text("pattern").indexOf('*') >= 0
                                && Pattern.matches(glob(q.text("pattern")), q.text("host"))),
                Mutation.on(
                        OP,
                        "underscore",
                        "refuses underscores",
                        q -> q.when(q.text("host").indexOf('_') >= 0, "reject")),
                Mutation.on(
                        OP,
                        "malformed-is-unlisted",
                        "takes a malformed host for one that does not match",
                        q -> q.when(q.is("reject"), "no-match")),
                reading("strips-port", "cuts off a port", host -> host.replaceFirst(":[0-9]+$", "")),
                reading(
                        "reads-urls",
                        "finds the host in a URL",
                        host -> host.replaceFirst("^https://", "")
                                .replaceFirst("/$", "")
                                .replaceFirst("^.*@", "")),
                reading(
                        "ends-at-nul",
                        "takes NUL, spaces and line ends for the end",
                        host -> host.trim().replaceFirst("\0.*", "")),
                reading("skips-empty-labels", "takes several dots for one", host -> host.replaceAll("\\.{2,}", ".")),
                reading("idna-2003", "maps characters as IDNA 2003 does", host -> {
                    try {
                        return IDN.toASCII(host);
                    } catch (IllegalArgumentException e) {
                        return host;
                    }
                }),
                reading(
                        "lower-cases-unicode",
                        "lower-cases before it looks at the characters",
                        host -> host.toLowerCase(Locale.ROOT)),
                missing(
                        "no-idna",
                        "compares U-labels as they are",
                        q -> isUnicode(q.text("host")) || isUnicode(q.text("pattern"))),
                Mutation.on(
                        OP,
                        "confusables",
                        "takes letters that look alike for the same",
                        q -> q.with(
                                "host", q.text("host").replace('\u0430', 'a').replace('\u0131', 'i'))),
                reading("inet-aton", "reads IPv4 addresses as inet_aton does", HostMutations::inetAton),
                missing(
                        "textual-addresses",
                        "compares the text of IPv6 addresses",
                        q -> q.text("host").indexOf(':') >= 0 && !q.text("host").equals(q.text("pattern"))),
                missing(
                        "mapped-addresses",
                        "tells IPv4 from IPv4-mapped addresses",
                        q -> (q.text("host") + q.text("pattern")).startsWith("::ffff:")
                                || q.text("pattern").startsWith("::ffff:")),
                mappedBehind(0),
                mappedBehind(1),
                mappedBehind(2),
                mappedBehind(3),
                mappedBehind(4),
                mappedBehind(5),
                reading("drops-halves", "drops what is no text", host -> host.replaceAll("[\\p{Cs}\\p{Cn}]", "")),
                reading("strips-zone", "cuts off zones", host -> host.replaceFirst("%.*?(\\]|$)", "$1")));
    }

    /** No match where there is one. */
    private static Mutation missing(String name, String mistake, Predicate<Question> overlooked) {
        return Mutation.on(OP, name, mistake, q -> q.when(q.is("match") && overlooked.test(q), "no-match"));
    }

    /** A match where there is none. */
    private static Mutation matching(String name, String mistake, Predicate<Question> mistaken) {
        return Mutation.on(OP, name, mistake, q -> q.when(mistaken.test(q), "match"));
    }

    /** Another host, where the given one is to be refused. */
    private static Mutation reading(String name, String mistake, UnaryOperator<String> misread) {
        return Mutation.on(OP, name, mistake, q -> {
            Answer right = q.right();
            return right.outcome().equals("reject") ? q.with("host", misread.apply(q.text("host"))) : right;
        });
    }

    private static boolean both(Question q, UnaryOperator<String> form) {
        return q.text("host").equals(form.apply(q.text("host")))
                && q.text("pattern").equals(form.apply(q.text("pattern")));
    }

    private static String domain(Question q) {
        return q.text("pattern").replaceFirst("^\\*{1,2}\\.", "");
    }

    private static String glob(String pattern) {
        return pattern.replace(".", "\\.").replaceAll("\\*+", ".*").replaceFirst("^\\\\\\.", ".*");
    }

    private static boolean isUnicode(String text) {
        return text.chars().anyMatch(c -> c > 0x7f);
    }

    /** An address that is mapped but for one of the groups before the IPv4 address, at which nobody looks. */
    private static Mutation mappedBehind(int group) {
        String mistake = "does not look at group " + group + " of IPv4-mapped addresses";
        return Mutation.on(OP, "mapped-behind-group-" + group, mistake, q -> {
            if (!q.is("no-match") || q.text("host").indexOf(':') < 0) {
                return q.right();
            }
            byte[] address = address(q.text("host"));
            byte[] mapped = MAPPED.clone();
            System.arraycopy(address, 12, mapped, 12, 4);
            System.arraycopy(address, 2 * group, mapped, 2 * group, 2);
            return Arrays.equals(address, mapped) ? q.with("host", ipv4(address)) : q.right();
        });
    }

    /** Of a literal: nothing is resolved. */
    private static byte[] address(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String ipv4(byte[] address) {
        return IntStream.range(12, 16)
                .mapToObj(i -> String.valueOf(address[i] & 0xff))
                .collect(Collectors.joining("."));
    }

    /** One to four numbers, decimal, octal or hexadecimal, the last of which fills the octets that are left. */
    private static String inetAton(String host) {
        if (!host.matches("[0-9a-fx.]+")) {
            return host;
        }
        String[] parts = host.split("\\.", -1);
        try {
            long address = Long.decode(parts[parts.length - 1]);
            for (int i = 0; i < parts.length - 1; i++) {
                address += Long.decode(parts[i]) << (24 - 8 * i);
            }
            return String.format(
                    "%d.%d.%d.%d", address >> 24 & 0xff, address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff);
        } catch (NumberFormatException e) {
            return host;
        }
    }
}
