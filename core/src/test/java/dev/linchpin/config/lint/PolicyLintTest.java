package dev.linchpin.config.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.config.Finding;
import dev.linchpin.config.Inspection;
import dev.linchpin.config.Located;
import dev.linchpin.config.NetworkSecurityConfig;
import dev.linchpin.config.PolicyDraft;
import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.config.PolicyDraft.Host;
import dev.linchpin.config.PolicyDraft.Pins;
import dev.linchpin.config.Position;
import dev.linchpin.config.Severity;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.UnlistedHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule that needs no certificates, with the file that triggers it and the one that just does not. */
class PolicyLintTest {
    static final Clock TODAY = Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);

    /** Those of a served chain (ChainRulesTest), and the one for which it takes many findings. */
    private static final List<String> ELSEWHERE = List.of(
            "backup-in-chain",
            "duplicate-host",
            "leaf-only-short-lived",
            "mistaken-pin",
            "root-only",
            "too-many-findings",
            "unpredictable-intermediate");

    private static PolicyLint lint() {
        return PolicyLint.builder().clock(TODAY).publicSuffixes("co.uk"::equals).build();
    }

    private static List<Finding> findings(String file) {
        return lint().check(NetworkSecurityConfig.reader().inspect(file));
    }

    private static Set<String> rules(List<Finding> findings) {
        return findings.stream().map(Finding::rule).collect(Collectors.toCollection(TreeSet::new));
    }

    static List<LintCase> cases() {
        return LintCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void finds_it(LintCase one) {
        Finding finding = findings(one.file()).stream()
                .filter(candidate -> candidate.rule().equals(one.rule()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(findings(one.file()).toString()));
        String marked = finding.position()
                .map(place -> one.file().substring(place.start(), place.end()))
                .orElse("");
        assertEquals(one.marked(), one.marked().isEmpty() ? "" : marked);
        assertEquals(-1, finding.message().indexOf('\n'));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void does_not_find_it_next_door(LintCase one) {
        assertEquals(
                List.of(),
                findings(one.neighbour()).stream()
                        .filter(candidate -> candidate.rule().equals(one.rule()))
                        .toList());
    }

    /** Cases of which are in the tests of their formats. */
    private static final Set<String> OTHER_FORMATS = Set.of(
            "address",
            "both-identities",
            "date-syntax",
            "directive-syntax",
            "duplicate-key",
            "field-syntax",
            "identities",
            "linchpin-attribute",
            "malformed-plist",
            "max-age",
            "no-configuration",
            "no-date",
            "no-host",
            "no-parent",
            "no-pins",
            "plist-type",
            "repeated-directive",
            "repeated-field",
            "report-uri",
            "single-label",
            "too-large",
            "trustkit-inherited-expiration",
            "trustkit-inherited-subdomains",
            "trustkit-last-domain",
            "trustkit-report-only",
            "united-pins",
            "unknown-directive",
            "unknown-key",
            "user-anchors");

    /** The year 27 is over, but that is not the mistake. */
    @Test
    void says_of_a_refused_text_why_it_is_refused_and_nothing_else() {
        String file = LintCase.GOOD.replace("2028-01-01", "28-01-01");
        assertEquals(Set.of("expiration-syntax"), rules(findings(file)));
    }

    @Test
    void has_nothing_to_say_of_a_good_file() {
        assertEquals(List.of(), findings(LintCase.GOOD));
    }

    /** A rule that the sources can name is in the table, and the other way round. */
    @Test
    void has_a_case_for_every_rule() throws IOException {
        Set<String> tested = LintCase.all().stream().map(LintCase::rule).collect(Collectors.toCollection(TreeSet::new));
        tested.addAll(ELSEWHERE);
        tested.addAll(OTHER_FORMATS);
        assertEquals(namedInSources(), tested);
    }

    /** docs/lint.md: what the rule says and why, for every rule of core and the one of the command. */
    @Test
    void documents_every_rule() throws IOException {
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("../docs/lint.md"))) {
            if (line.startsWith("### ")) {
                documented.add(line.substring(4));
            }
        }
        Set<String> rules = namedInSources();
        rules.add("encoding");
        assertEquals(rules, documented);
    }

    static Set<String> namedInSources() throws IOException {
        Pattern made =
                Pattern.compile("(?:findings\\.(?:error|warn|note|make)|Finding\\.of|refuse|error|fix|warning)\\("
                        + "\\s*(?:\\w+\\s*\\?\\s*)?\"([a-z0-9-]+)\"(?:\\s*:\\s*\"([a-z0-9-]+)\")?");
        Set<String> named = new TreeSet<>();
        List<Path> sources;
        try (Stream<Path> all = Files.walk(Path.of("src/main/java/dev/linchpin/config"))) {
            sources = all.filter(file -> file.toString().endsWith(".java")
                            && !file.endsWith("Losses.java")
                            && !file.toString().endsWith("Writer.java")) // what a target cannot express
                    .toList();
        }
        for (Path source : sources) {
            Matcher ids = made.matcher(Files.readString(source));
            while (ids.find()) {
                named.add(ids.group(1));
                Optional.ofNullable(ids.group(2)).ifPresent(named::add);
            }
        }
        return named;
    }

    @ParameterizedTest
    @CsvSource({
        // As printed in guides: 44 characters without padding, all zero, all A or B, one byte again and again.
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 'pin-syntax,placeholder-pin'",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, 'placeholder-pin,single-pin'",
        "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB, 'pin-syntax,placeholder-pin'",
        "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=, placeholder-pin",
        "//////////////////////////////////////////8=, placeholder-pin",
        "EREREREREREREREREREREREREREREREREREREREREREQ, pin-syntax",
        "ERERERERERERERERERERERERERERERERERERERERERE=, placeholder-pin",
        // A hash of another length, the alphabet of RFC 4648 §5, bits that stand for nothing, a prefix of another
        // format.
        "L9ZowLTVvcHqcVCYzvYQ6lQKzuI=, pin-syntax",
        "r-mIkG3eEpVdm-u_ko_cwxzOMo1bk4TyHIlByibiA5E=, pin-syntax",
        "7HIpactkIAq2Y49orFOOQKurWxmmSFZhBCoQYcRhJ3Z=, pin-spelling",
        "sha256/7HIpactkIAq2Y49orFOOQKurWxmmSFZhBCoQYcRhJ3Y=, pin-syntax",
        "base64==, pin-syntax"
    })
    void knows_the_pins_of_guides(String pin, String rules) {
        assertEquals(new TreeSet<>(Arrays.asList(rules.split(","))), rules(findings(LintCase.pins(pin, LintCase.B))));
    }

    @Test
    void says_all_of_a_file_that_the_platform_refuses_at_once() {
        String file = LintCase.root(LintCase.config("<domain>a.test</domain><domain>a.test</domain>"
                + LintCase.set("soon", LintCase.pin("c2hvcnQ=") + LintCase.pin("%%%%"))
                + "<pin-set/>"));
        List<Finding> found = findings(file);
        assertEquals(
                Set.of("duplicate-domain", "expiration-syntax", "pin-syntax", "repeated-element"),
                Set.copyOf(rules(found)));
        assertEquals(
                2, found.stream().filter(one -> one.rule().equals("pin-syntax")).count());
        assertEquals(found, found.stream().sorted((a, b) -> start(a) - start(b)).toList());
    }

    private static int start(Finding finding) {
        return finding.position().map(Position::start).orElse(-1);
    }

    @Test
    void counts_the_days_that_are_left() {
        assertTrue(message("expires-soon", "2026-11-29").contains("in 1 day:"), message("expires-soon", "2026-11-29"));
        assertTrue(message("expires-soon", "2026-12-01").contains("in 3 days:"));
        assertTrue(message("expired-pins", "2018-01-01").contains("2018-01-01, since when none is checked"));
    }

    private static String message(String rule, String expiration) {
        return findings(LintCase.GOOD.replace("2028-01-01", expiration)).stream()
                .filter(finding -> finding.rule().equals(rule))
                .findFirst()
                .orElseThrow()
                .message();
    }

    @Test
    void tells_what_comes_after_an_end_that_fails_closed() {
        String closed = LintCase.GOOD.replace("<pin-set ", "<pin-set l:afterExpiry=\"fail-closed\" ");
        assertTrue(
                findings(closed.replace("2028-01-01", "2018-01-01")).toString().contains("every peer is refused"));
        assertTrue(
                findings(closed.replace("2028-01-01", "2026-12-01")).toString().contains("every peer is refused"));
    }

    @Test
    void has_one_fix_for_base64url_and_none_that_guesses() {
        String file = LintCase.pins("r-mIkG3eEpVdm-u_ko_cwxzOMo1bk4TyHIlByibiA5E=", LintCase.B);
        Finding finding = findings(file).get(0);
        assertEquals(
                "r+mIkG3eEpVdm+u/ko/cwxzOMo1bk4TyHIlByibiA5E=",
                finding.fix().orElseThrow().replacement());
        assertTrue(findings(LintCase.pins("r-mIkG3eEpVdm-u_", LintCase.B)).stream()
                .allMatch(one -> one.fix().isEmpty()));
    }

    /**
     * Without a file, as another format's reader or a program would draw it:
     *
     * <pre>
     * *.b.test      A B
     * **.b.test     A C       covers b.test and everything below
     * x.b.test      A B       &lt;- the same as *.b.test
     * y.x.b.test    A C       &lt;- the same as **.b.test
     * *.x.b.test    A C       &lt;- likewise
     * **.c.b.test   A C       &lt;- likewise
     * b.test        A C       &lt;- likewise
     * </pre>
     */
    @Test
    void compares_with_the_entry_that_would_decide() {
        List<Host> hosts = List.of(
                host("b.test", Coverage.ONE_LABEL, LintCase.A, LintCase.B),
                host("b.test", Coverage.SUBTREE, LintCase.A, OTHER),
                host("x.b.test", Coverage.HOST, LintCase.A, LintCase.B),
                host("y.x.b.test", Coverage.HOST, LintCase.A, OTHER),
                host("x.b.test", Coverage.ONE_LABEL, LintCase.A, OTHER),
                host("c.b.test", Coverage.SUBTREE, LintCase.A, OTHER),
                host("b.test", Coverage.HOST, LintCase.A, OTHER),
                host("z.b.test", Coverage.HOST, LintCase.A, OTHER));
        List<String> shadowed = check(hosts).stream()
                .filter(finding -> finding.rule().equals("shadowed-host"))
                .map(finding -> finding.message().split(" ", 2)[0])
                .toList();
        assertEquals(
                List.of("\"x.b.test\"", "\"y.x.b.test\"", "\"*.x.b.test\"", "\"**.c.b.test\"", "\"b.test\""), shadowed);
    }

    private static final String OTHER = "r+mIkG3eEpVdm+u/ko/cwxzOMo1bk4TyHIlByibiA5E=";

    private static Host host(String name, Coverage coverage, String... base64) {
        List<Located> pins =
                Arrays.stream(base64).map(pin -> Located.of("sha256/" + pin)).toList();
        return new Host(Located.of(name), coverage, Pins.enforced(Optional.empty(), pins));
    }

    private static List<Finding> check(List<Host> hosts) {
        return lint().check(new PolicyDraft(hosts, UnlistedHosts.ALLOW));
    }

    @Test
    void finds_two_entries_for_one_host_and_hosts_that_are_none() {
        assertTrue(rules(check(List.of(
                        host("a.test", Coverage.HOST, LintCase.A, LintCase.B),
                        host("A.test.", Coverage.HOST, LintCase.A, LintCase.B))))
                .contains("duplicate-host"));
        assertTrue(rules(check(List.of(host("a..test", Coverage.SUBTREE, LintCase.A, LintCase.B))))
                .contains("host-syntax"));
    }

    @Test
    void finds_names_that_are_too_long_to_have_another_label() {
        String label = "a".repeat(63);
        String name = String.join(".", label, label, label, "a".repeat(60));
        assertTrue(rules(check(List.of(host(name, Coverage.ONE_LABEL, LintCase.A, LintCase.B))))
                .contains("unreachable-host"));
        assertEquals(
                Set.of("never-expires"),
                rules(check(List.of(
                        host(name.substring(1), Coverage.ONE_LABEL, LintCase.A, LintCase.B),
                        host(name, Coverage.SUBTREE, LintCase.A, LintCase.B)))));
    }

    @Test
    void passes_over_expiries_that_are_none() {
        Pins pins = new Pins(
                Optional.empty(),
                List.of(Located.of("sha256/" + LintCase.A), Located.of("cert-sha256/" + LintCase.B)),
                Optional.of(Located.of("next week")),
                AfterExpiry.FAIL_OPEN,
                EnforcementMode.ENFORCE,
                Optional.empty());
        List<Finding> found = check(List.of(new Host(Located.of("a.test"), Coverage.HOST, pins)));
        assertEquals(Set.of("expiration-syntax"), Set.copyOf(rules(found)));
    }

    @Test
    void reads_a_bare_day_as_its_beginning() {
        Pins pins = new Pins(
                Optional.empty(),
                List.of(Located.of("sha256/" + LintCase.A), Located.of("unknown/" + LintCase.B)),
                Optional.of(Located.of("2026-11-27")),
                AfterExpiry.FAIL_OPEN,
                EnforcementMode.ENFORCE,
                Optional.empty());
        List<Finding> found = check(List.of(new Host(Located.of("a.test"), Coverage.HOST, pins)));
        assertEquals(Set.of("expired-pins", "pin-syntax"), Set.copyOf(rules(found)));
    }

    @Test
    void tells_no_more_than_it_is_asked_for_and_the_worst_of_it() {
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Position place = new Position(i + 1, 1, 10 * i, 10 * i + 5);
            Pins set = Pins.enforced(Optional.of(place), List.of(Located.of("sha256/" + LintCase.A)));
            hosts.add(new Host(Located.at(place, "h" + i + ".test"), Coverage.HOST, set));
        }
        PolicyLint five = PolicyLint.builder().clock(TODAY).maxFindings(5).build();
        List<Finding> found = five.check(new PolicyDraft(hosts, UnlistedHosts.ALLOW));
        assertEquals(5, found.size());
        assertEquals("too-many-findings", found.get(0).rule());
        assertTrue(
                found.get(0).message().startsWith("36 findings"), found.get(0).message());
        assertEquals(
                4,
                found.stream().filter(one -> one.severity() == Severity.ERROR).count());
        PolicyLint enough = PolicyLint.builder().clock(TODAY).maxFindings(40).build();
        assertFalse(
                rules(enough.check(new PolicyDraft(hosts, UnlistedHosts.ALLOW))).contains("too-many-findings"));
    }

    @Test
    void refuses_options_out_of_range() {
        assertThrows(IllegalArgumentException.class, () -> PolicyLint.builder().warnDays(-1));
        assertThrows(IllegalArgumentException.class, () -> PolicyLint.builder().warnDays(36_501));
        assertThrows(IllegalArgumentException.class, () -> PolicyLint.builder().maxFindings(0));
    }

    @Test
    void warns_as_early_as_it_is_asked_to() {
        Inspection file = NetworkSecurityConfig.reader().inspect(LintCase.GOOD.replace("2028-01-01", "2026-12-31"));
        assertEquals(
                List.of(),
                PolicyLint.builder().clock(TODAY).warnDays(33).build().check(file));
        assertEquals(
                Set.of("expires-soon"),
                rules(PolicyLint.builder().clock(TODAY).warnDays(34).build().check(file)));
    }
}
