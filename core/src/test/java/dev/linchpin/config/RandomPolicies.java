package dev.linchpin.config;

import dev.linchpin.danger.NoBackupPin;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Policies with few names in them, so that rules stand above, below and beside each other. */
final class RandomPolicies {
    static final List<String> NAMES =
            List.of("example.com", "a.example.com", "b.example.com", "c.a.example.com", "example.org");

    private final Random random;
    private final List<String> pins = new ArrayList<>();

    RandomPolicies(Random random) {
        this.random = random;
        for (int i = 1; i <= 6; i++) {
            pins.add("sha256/" + hash(i));
        }
    }

    static String hash(int number) {
        byte[] hash = new byte[32];
        hash[0] = (byte) number;
        hash[31] = 7;
        return Base64.getEncoder().encodeToString(hash);
    }

    PinPolicy next() {
        while (true) {
            PinPolicy.Builder policy = PinPolicy.builder();
            policy.unlistedHosts(oneIn(9) ? UnlistedHosts.DENY : UnlistedHosts.ALLOW);
            for (String name : NAMES) {
                for (String prefix : List.of("", "*.", "**.")) {
                    if (oneIn(4)) {
                        policy.rule(rule(prefix + name));
                    } else if (oneIn(9)) {
                        policy.exempt(prefix + name);
                    }
                }
            }
            try {
                return policy.build();
            } catch (IllegalArgumentException e) {
                // Nothing in it: the next one has.
            }
        }
    }

    private PinRule rule(String hosts) {
        PinRule.Builder rule = PinRule.builder(hosts);
        boolean single = oneIn(9);
        boolean reportOnly = oneIn(6);
        List<String> chosen = some(single ? 1 : 2 + random.nextInt(2));
        if (oneIn(9)) {
            chosen.add("cert-" + pins.get(0));
        }
        rule.pins(chosen.toArray(String[]::new));
        if (reportOnly) {
            rule.mode(EnforcementMode.REPORT_ONLY);
        } else if (chosen.size() < 2) {
            rule.accept(NoBackupPin.because("a test"));
        }
        if (oneIn(3)) {
            String end = oneIn(3) ? "2031-05-06T07:08:09Z" : "2031-05-06T00:00:00Z";
            rule.expires(Instant.parse(end), !reportOnly && oneIn(4) ? AfterExpiry.FAIL_CLOSED : AfterExpiry.FAIL_OPEN);
        }
        return rule.build();
    }

    List<String> some(int count) {
        List<String> all = new ArrayList<>(pins);
        Collections.shuffle(all, random);
        return new ArrayList<>(all.subList(0, count));
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }
}
