package dev.linchpin.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.android.AndroidLevel;
import dev.linchpin.android.AndroidOracle;
import dev.linchpin.android.HostAnswer;
import dev.linchpin.android.HostConfig;
import dev.linchpin.android.NscAnswer;
import dev.linchpin.android.NscFile;
import dev.linchpin.android.NscQuestion;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinSet;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Case;
import dev.linchpin.vectors.VectorFile;
import dev.linchpin.vectors.VectorFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Android's own code gives the answer that the vectors of {@code nsc.android} expect, case by case, on every level that is asked. */
class NscVectorsTest {
    static Stream<AndroidLevel> levels() {
        return AndroidLevel.chosen().stream();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void expects_what_the_platform_answers(AndroidLevel level) {
        List<Case> cases = cases(level);
        List<String> differences = new ArrayList<>();
        try (AndroidOracle oracle = AndroidOracles.open(level)) {
            List<NscAnswer> answers =
                    oracle.read(cases.stream().map(NscVectorsTest::question).toList());
            for (int i = 0; i < cases.size(); i++) {
                Answer expected = cases.get(i).expected(Map.of());
                Answer given = answer(answers.get(i));
                if (!expected.agreesWith(given)) {
                    differences.add(cases.get(i).tcId() + ": expected " + expected + ", Android says " + given);
                }
            }
        }
        assertEquals(List.of(), differences);
    }

    /** One file drives every client of the JVM, and is what the app ships. */
    @ParameterizedTest
    @MethodSource("levels")
    void reads_the_file_of_the_readme_as_linchpin_does(AndroidLevel level) throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String xml = readme.substring(readme.indexOf("<?xml"), readme.indexOf("```", readme.indexOf("<?xml")));
        assertEquals(
                Files.readString(Path.of("../test-vectors/src/main/resources/dev/linchpin/gauntlet/catalogue/"
                        + "network_security_config.xml")),
                xml);
        PinPolicy policy = NetworkSecurityConfig.parse(xml).policy();
        List<String> hosts =
                List.of("linchpin.test", "api.linchpin.test", "a.b.linchpin.test", "blog.linchpin.test", "other.test");
        try (AndroidOracle oracle = AndroidOracles.open(level)) {
            NscAnswer answer = oracle.read(new NscQuestion(NscFile.of(xml), hosts));
            assertEquals(Optional.empty(), answer.refusal());
            for (String host : hosts) {
                HostConfig config = (HostConfig) answer.hosts().get(host);
                Optional<PinRule> rule = policy.ruleFor(Hostname.parse(host));
                assertEquals(rule.map(PinRule::pins), pins(config), host);
                assertEquals(rule.flatMap(PinRule::expires), Optional.ofNullable(config.expires()), host);
            }
        }
    }

    private static Optional<PinSet> pins(HostConfig config) {
        List<Pin> pins =
                config.pins().stream().map(pin -> Pin.parse("sha256/" + pin)).toList();
        return pins.isEmpty() ? Optional.empty() : Optional.of(PinSet.of(pins));
    }

    private static List<Case> cases(AndroidLevel level) {
        VectorFile file = VectorFiles.parse(VectorFiles.resource("nsc-config"));
        return file.groups().stream()
                .filter(group -> group.op().equals("nsc.android"))
                .flatMap(group -> group.tests().stream())
                .filter(test -> test.input().getOrDefault("level", level.api()).equals(level.api()))
                .toList();
    }

    private static NscQuestion question(Case test) {
        NscFile file = NscFile.of((String) test.input().get("xml"))
                .debuggable(test.input().getOrDefault("debuggable", false).equals(true));
        return new NscQuestion(file, List.of((String) test.input().get("host")));
    }

    private static Answer answer(NscAnswer platform) {
        if (platform.refusal().isPresent()) {
            return Answer.of("reject");
        }
        HostAnswer answer = platform.hosts().values().iterator().next();
        if (!(answer instanceof HostConfig config)) {
            return Answer.of("no-match", "failure", answer.toString());
        }
        if (config.pins().isEmpty()) {
            return Answer.of("unlisted");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "pins",
                config.pins().stream().distinct().map(pin -> "sha256/" + pin).toList());
        if (config.expires() != null) {
            fields.put("expires", config.expires().toString());
        }
        fields.put(
                "overriddenBy",
                config.anchors().stream()
                        .filter(HostConfig.Anchors::overridePins)
                        .map(HostConfig.Anchors::from)
                        .toList());
        return new Answer("match", fields);
    }
}
