package dev.linchpin.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.gauntlet.transport.Transport;
import dev.linchpin.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs with pins in their source, one for each policy, made of the Python recipe; they look at no pins that they are told. */
class BuiltProgramsTest {
    private static final Gauntlet GAUNTLET = Gauntlet.open();
    private static final Transport TRANSPORT = Transport.of(Protocol.HTTP_1_1, TlsVersion.TLS_1_3);
    private static final Path RECIPE = Path.of("recipes", "python");
    private static final String SOURCE = """
            import sys
            sys.path.insert(0, %s)
            import testee_fixed
            from protocol import serve

            RULE = {"pattern": %s, "pins": %s}

            def tls_connect(given):
                return testee_fixed.tls_connect({**given, **RULE})

            serve(
                {"impl": {"name": "built", "version": "7", "language": "python"}, "features": ["keep-client"]},
                {"tls.connect": tls_connect},
            )
            """;

    private final Queue<PolicySpec> built = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void python_is_here() {
        Set<String> here = Stream.of(System.getenv("PATH").split(":"))
                .filter(path -> Files.isExecutable(Path.of(path, "python3")))
                .collect(Collectors.toSet());
        if (here.isEmpty()) {
            String reason = "NOT TESTED: programs with pins in their source need python3, which is not on the PATH";
            System.err.println(reason);
            Assumptions.abort(reason);
        }
    }

    @AfterAll
    static void close() {
        GAUNTLET.close();
    }

    private ChildProcess.Command build(PolicySpec policy) throws IOException {
        built.add(policy);
        return program(policy.rules().get(0));
    }

    private ChildProcess.Command program(PolicySpec.Rule rule) throws IOException {
        Path source = Files.createTempFile(folder, "built", ".py");
        String pins = rule.pins().stream().map(BuiltProgramsTest::quoted).collect(Collectors.joining(", ", "[", "]"));
        String text = SOURCE.formatted(quoted(RECIPE.toAbsolutePath().toString()), quoted(rule.pattern()), pins);
        Files.writeString(source, text);
        return new ChildProcess.Command(List.of("python3", source.toString()), folder, Map.of());
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static ProgramDriver driver(PolicyCommands commands) throws IOException {
        PolicySpec sample = GAUNTLET.scenario("leaf-pinned").policy();
        return ProgramDriver.builtFor(sample, "built", "OpenSSL", commands, ExpectedFailures.NONE);
    }

    private static Result play(ProgramDriver driver, String scenario) {
        return GAUNTLET.play(GAUNTLET.scenario(scenario), driver, TRANSPORT);
    }

    @Test
    void one_program_is_built_for_each_policy_however_many_need_it_at_once() throws Exception {
        try (ProgramDriver driver = driver(this::build)) {
            List<String> scenarios = List.of(
                    "leaf-pinned",
                    "leaf-pinned-rsa",
                    "backup-pin-after-rotation-rsa",
                    "other-key-same-ca-rsa",
                    "pinned-leaf-appended",
                    "wrong-host-name-rsa",
                    "resumption-declined",
                    "resumed-after-refusal-rsa");
            List<Result> failed = scenarios.parallelStream()
                    .map(scenario -> play(driver, scenario))
                    .filter(Result::failed)
                    .toList();
            assertEquals(List.of(), failed);
            assertEquals(2, built.size(), built::toString);
            assertEquals(Set.copyOf(built), policies(scenarios));
        }
    }

    private static Set<PolicySpec> policies(List<String> scenarios) {
        return scenarios.stream().map(GAUNTLET::scenario).map(Scenario::policy).collect(Collectors.toSet());
    }

    @Test
    void says_who_it_is() throws Exception {
        try (ProgramDriver driver = driver(this::build)) {
            assertEquals(List.of("built", "OpenSSL", "7"), List.of(driver.name(), driver.provider(), driver.version()));
        }
    }

    @Test
    void the_pins_that_count_are_those_built_in() throws Exception {
        PolicySpec.Rule other =
                GAUNTLET.scenario("leaf-pinned-rsa").policy().rules().get(0);
        try (ProgramDriver driver = driver(policy -> program(other))) {
            assertEquals(Outcome.REFUSE, play(driver, "leaf-pinned").actual());
            assertEquals(Outcome.ACCEPT, play(driver, "leaf-pinned-rsa").actual());
        }
    }

    @Test
    void what_cannot_be_built_fails_each_play_and_is_tried_once() throws Exception {
        PolicySpec broken = GAUNTLET.scenario("leaf-pinned-rsa").policy();
        PolicyCommands commands = policy -> {
            ChildProcess.Command command = build(policy);
            if (policy.equals(broken)) {
                throw new IOException("no compiler");
            }
            return command;
        };
        try (ProgramDriver driver = driver(commands)) {
            for (String scenario : List.of("leaf-pinned-rsa", "other-key-same-ca-rsa")) {
                Result result = play(driver, scenario);
                assertEquals(Outcome.ERROR, result.actual());
                assertEquals("the client cannot be made: java.io.IOException: no compiler", result.note());
            }
            assertTrue(!play(driver, "leaf-pinned").failed());
            assertEquals(2, built.size(), built::toString);
        }
    }

    @Test
    void there_is_no_driver_without_the_program_for_the_sample() {
        IOException e = assertThrows(
                IOException.class,
                () -> driver(policy -> {
                            throw new IOException("no compiler");
                        })
                        .close());
        assertEquals("no compiler", e.getMessage());
    }
}
