package dev.linchpin.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.UnlistedHosts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

class HostPatternFuzzTest {
    private static final String[] PINS = {
        TestKey.generate().pin(), TestKey.generate().pin()
    };

    /** First line: the pattern of a rule; second line: a host. Without the second, the pattern has to be read only. */
    @FuzzTest
    void covers_the_hosts_it_says_or_is_refused(byte[] input) {
        List<String> lines = Arrays.asList(FuzzedText.of(input).split("\n", 2));
        HostPattern pattern;
        try {
            pattern = HostPattern.parse(lines.get(0));
        } catch (IllegalArgumentException refused) {
            FuzzedText.assertReadable(refused);
            return;
        }
        assertEquals(pattern, HostPattern.parse(pattern.toString()));
        assertEquals(pattern.toString(), HostPattern.parse(pattern.toString()).toString());
        readable(lines.get(lines.size() - 1)).ifPresent(host -> assertCovers(pattern, host));
    }

    private static void assertCovers(HostPattern pattern, Hostname host) {
        boolean covered = covers(pattern.toString(), host);
        assertEquals(covered, pattern.matches(host));
        PinPolicy policy = PinPolicy.builder()
                .pin(pattern.toString(), PINS)
                .unlistedHosts(UnlistedHosts.DENY)
                .build();
        assertEquals(covered, policy.ruleFor(host).isPresent());
    }

    /** The table in the documentation of {@link HostPattern}, label by label. */
    private static boolean covers(String pattern, Hostname host) {
        List<String> wanted = List.of(pattern.split("\\."));
        List<String> labels = List.of(host.toString().split("\\."));
        if (!wanted.get(0).startsWith("*")) {
            return pattern.equals(host.toString());
        }
        List<String> domain = wanted.subList(1, wanted.size());
        int more = labels.size() - domain.size();
        boolean below = !host.isAddress()
                && more >= 0
                && labels.subList(more, labels.size()).equals(domain);
        return below && (wanted.get(0).equals("**") || more == 1);
    }

    private static Optional<Hostname> readable(String text) {
        try {
            return Optional.of(Hostname.parse(text));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }
}
