package dev.linchpin.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.config.OkHttpPins;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.CertificatePinner;
import org.junit.jupiter.api.Test;

/** A policy that is read of OkHttp's patterns accepts what OkHttp accepts: OkHttp itself is asked, host by host. */
class UnitedPinsTest {
    private static final List<String> NAMES =
            List.of("example.com", "a.example.com", "b.example.com", "c.a.example.com", "d.c.a.example.com", "b.org");
    private static final List<String> HOSTS = List.of(
            "example.com",
            "a.example.com",
            "b.example.com",
            "x.example.com",
            "c.a.example.com",
            "x.a.example.com",
            "d.c.a.example.com",
            "x.c.a.example.com",
            "y.x.c.a.example.com",
            "b.org",
            "x.b.org",
            "y.x.b.org",
            "c.org");

    @Test
    void every_host_has_the_pins_that_okhttp_finds_for_it() {
        Random random = new Random(5937);
        for (int i = 0; i < 2_000; i++) {
            Map<String, List<String>> patterns = patterns(random);
            CertificatePinner.Builder pinner = new CertificatePinner.Builder();
            patterns.forEach((pattern, pins) -> pinner.add(pattern, pins.toArray(String[]::new)));
            CertificatePinner okhttp = pinner.build();
            PinPolicy policy = OkHttpPins.inspect(patterns).policy();
            for (String host : HOSTS) {
                Set<String> expected = new TreeSet<>();
                okhttp.findMatchingPins(host).forEach(pin -> expected.add(pin.toString()));
                assertEquals(expected, pins(policy, host), () -> host + " under " + patterns);
            }
        }
    }

    private static Map<String, List<String>> patterns(Random random) {
        List<String> pins = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            byte[] hash = new byte[32];
            Arrays.fill(hash, 8, 16, (byte) i);
            pins.add("sha256/" + Base64.getEncoder().encodeToString(hash));
        }
        Map<String, List<String>> patterns = new LinkedHashMap<>();
        while (patterns.isEmpty()) {
            for (String name : NAMES) {
                for (String prefix : List.of("", "*.", "**.")) {
                    if (random.nextInt(4) == 0) {
                        Collections.shuffle(pins, random);
                        patterns.put(prefix + name, List.copyOf(pins.subList(0, 2 + random.nextInt(2))));
                    }
                }
            }
        }
        return patterns;
    }

    private static Set<String> pins(PinPolicy policy, String host) {
        Set<String> pins = new TreeSet<>();
        policy.ruleFor(Hostname.parse(host)).ifPresent(rule -> rule.pins().forEach(pin -> pins.add(pin.toString())));
        return pins;
    }
}
