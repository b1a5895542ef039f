package dev.linchpin.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.gauntlet.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The servers judge a program; its word is compared with what they saw. */
class ProgramDriverTest {
    private static final Gauntlet GAUNTLET = Gauntlet.open();
    private static final Transport TRANSPORT = Transport.of(Protocol.HTTP_1_1, TlsVersion.TLS_1_3);
    private static final LiveClients.Variant NOTHING_KNOWN =
            new LiveClients.Variant(List.of(), List.of(), ExpectedFailures.NONE, ExpectedFailures.NONE);

    @AfterAll
    static void close() {
        GAUNTLET.close();
    }

    private static ProgramDriver driver(String behaviour) {
        return ProgramDriver.start("program", TestConnector.command(behaviour), NOTHING_KNOWN);
    }

    private static Result play(ProgramDriver driver, String scenario) {
        return GAUNTLET.play(GAUNTLET.scenario(scenario), driver, TRANSPORT);
    }

    @Test
    void an_honest_program_is_told_enough_to_connect() {
        try (ProgramDriver driver = driver("tells the truth")) {
            for (String scenario : List.of("leaf-pinned", "ip-literal-host", "untrusted-chain-pinned-key")) {
                assertFalse(play(driver, scenario).failed(), scenario);
            }
            Result pinned = play(driver, "rogue-trusted-ca");
            assertTrue(pinned.failed());
            assertTrue(pinned.leaked());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sends, and says refuse             | rogue-trusted-ca  | REFUSE | ",
                "says refuse for pins               | leaf-pinned       | REFUSE | the client refused a genuine peer",
                "says refuse by the platform        | rogue-trusted-ca  | ERROR  | refused, but not for its pins",
                "says refuse for pins               | wrong-host-name   | ERROR  | refused for its pins, which match",
                "says accept                        | leaf-pinned       | ERROR  | but got 200 \"hello\"",
                "says refuse at no stage            | rogue-trusted-ca  | ERROR  | No value for property 'stage'",
                "says refuse at a stage of its own  | rogue-trusted-ca  | ERROR  | stage \"mood\", expected platform or pins",
                "answers in words of the vectors    | leaf-pinned       | ERROR  | outcome \"match\", expected accept or refuse",
                "skips                              | leaf-pinned       | ERROR  | not today",
                "exits                              | rogue-trusted-ca  | ERROR  | exited with 3 instead of an answer",
            })
    void the_judge_catches_a_program_that(String behaviour, String scenario, String actual, String note) {
        try (ProgramDriver driver = driver(behaviour)) {
            for (int again = 0; again < 2; again++) { // a process that was lost is replaced
                Result result = play(driver, scenario);
                assertTrue(result.failed(), result::toString);
                assertEquals(actual, result.actual().name(), result::toString);
                assertTrue(result.note().contains(note == null ? "" : note), result::toString);
            }
        }
    }

    @Test
    void a_refusal_after_the_request_was_sent_is_a_leak() {
        try (ProgramDriver driver = driver("sends, and says refuse")) {
            assertTrue(play(driver, "rogue-trusted-ca").leaked());
        }
    }

    @Test
    void refuses_a_program_without_the_operation() {
        Exception e = assertThrows(RuntimeException.class, () -> driver("has no such operation"));
        assertEquals("announces the operations [pin.leaf], expected tls.connect among them", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "intermediate-pinned | looks at the leaf alone, and another certificate is pinned",
                "unlisted-allow      | has pins without a host, which hold for whatever host it connects to",
                "idn-host            | has pins without a host, which hold for whatever host it connects to",
                "redirect-to-rogue   | lacks pins for more than one host",
                "pooled-still-matching | lacks keeping connections and sessions from one request to the next",
            })
    void says_why_it_takes_no_part(String scenario, String reason) {
        try (ProgramDriver driver = driver("tells the truth")) {
            assertEquals(Optional.of(reason), driver.unsupported(GAUNTLET.scenario(scenario), TRANSPORT));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pooled-still-matching  | lacks another policy for a running client",
                "redirect-to-other-port | lacks following redirects",
            })
    void says_why_a_program_that_keeps_its_client_takes_no_part(String scenario, String reason) {
        try (ProgramDriver driver = driver("says who asks")) {
            assertEquals(Optional.of(reason), driver.unsupported(GAUNTLET.scenario(scenario), TRANSPORT));
            assertEquals(Optional.empty(), driver.unsupported(GAUNTLET.scenario("resumption-declined"), TRANSPORT));
        }
    }

    @Test
    void requests_of_one_client_go_to_one_process_under_one_number() throws Exception {
        try (ProgramDriver driver = driver("says who asks");
                Client one = driver.open(setup(true));
                Client other = driver.open(setup(true))) {
            String first = whoAsks(one);
            String second = whoAsks(other);
            assertEquals(List.of(first, second), List.of(whoAsks(one), whoAsks(other)));
            assertNotEquals(process(first), process(second));
            assertNotEquals(client(first), client(second));
        }
    }

    @Test
    void a_client_that_sends_one_request_has_no_number_and_leaves_its_process_to_the_next() throws Exception {
        try (ProgramDriver driver = driver("says who asks")) {
            List<String> asked = new ArrayList<>();
            for (boolean several : List.of(false, true, true, false)) {
                try (Client client = driver.open(setup(several))) {
                    asked.add(whoAsks(client));
                }
            }
            assertEquals(
                    1, asked.stream().map(ProgramDriverTest::process).distinct().count());
            assertEquals(List.of("client ", "client "), List.of(client(asked.get(0)), client(asked.get(3))));
            assertNotEquals(client(asked.get(1)), client(asked.get(2)));
        }
    }

    private static Setup setup(boolean severalRequests) {
        PolicySpec policy = GAUNTLET.scenario("leaf-pinned").policy();
        Setup one = new Setup(policy, GAUNTLET.trustAnchors(), TRANSPORT, Duration.ofSeconds(10));
        return new Setup(
                policy,
                one.trustAnchors(),
                one.trust(),
                TRANSPORT,
                one.patience(),
                one.addresses(),
                one.proxy(),
                1,
                severalRequests,
                one.clock());
    }

    private static String whoAsks(Client client) {
        URI uri = URI.create("https://api.linchpin.test:1/");
        return String.valueOf(assertThrows(SSLPeerUnverifiedException.class, () -> client.get(uri))
                .getMessage());
    }

    private static String process(String asked) {
        return asked.substring(0, asked.indexOf(", "));
    }

    private static String client(String asked) {
        return asked.substring(asked.indexOf(", ") + ", ".length());
    }

    @Test
    void speaks_http_1_1_only() {
        try (ProgramDriver driver = driver("tells the truth")) {
            Scenario scenario = GAUNTLET.scenario("leaf-pinned");
            assertEquals(
                    Optional.of("does not speak h2"),
                    driver.unsupported(scenario, Transport.of(Protocol.HTTP_2, TlsVersion.TLS_1_3)));
        }
    }

    @Test
    void plays_side_by_side_in_processes_of_their_own() {
        try (ProgramDriver driver = driver("tells the truth")) {
            List<Result> bad = Stream.generate(() -> GAUNTLET.scenario("leaf-pinned"))
                    .limit(8)
                    .parallel()
                    .map(scenario -> GAUNTLET.play(scenario, driver, TRANSPORT))
                    .filter(Result::failed)
                    .toList();
            assertEquals(List.of(), bad);
        }
    }
}
