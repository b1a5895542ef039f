package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoUsageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--client httpclient5 | there is no client \"httpclient5\"; the nearest are httpclient5-h2, httpclient5-async, httpclient5-classic",
                "--client ok-http | there is no client \"ok-http\"; the nearest are okhttp, java-net-http, httpclient5-h2",
                "--client httpclient5-classic --scenario coalesced-connection | no chosen client can play a chosen scenario",
                "--client | Missing required parameter for option '--client' (NAME)"
            })
    void names_the_nearest_to_what_is_unknown(String arguments, String sentence) {
        Transcript run = Transcript.of(("demo " + arguments).split(" "));
        assertEquals("linchpin: " + sentence + " (see linchpin demo --help)\n", run.err());
        assertEquals("", run.out());
        assertEquals(2, run.exitCode());
    }

    @Test
    void guesses_which_scenario_was_meant() {
        String prefix = "linchpin: there is no scenario \"rouge-trusted-ca\"; the nearest are rogue-trusted-ca, ";
        Transcript run = Transcript.of("demo", "--scenario", "rouge-trusted-ca");
        assertTrue(run.err().startsWith(prefix), run.err());
        assertEquals(2, run.exitCode());
    }
}
