package dev.linchpin.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarsTest {
    private static List<Bar> bars(Imagined imagined, int jdk) throws Exception {
        return bars(Plan.quick(), imagined, jdk);
    }

    private static List<Bar> bars(Plan plan, Imagined imagined, int jdk) throws Exception {
        return Bars.of(imagined.measured(plan), jdk, Imagined.MACHINE.processors(), plan.benchmarks());
    }

    private static List<String> missed(Imagined imagined, int jdk) throws Exception {
        return missed(Plan.quick(), imagined, jdk);
    }

    private static List<String> missed(Plan plan, Imagined imagined, int jdk) throws Exception {
        return bars(plan, imagined, jdk).stream()
                .filter(bar -> !bar.holds())
                .map(Bar::name)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void the_quick_plan_measures_whatever_the_bars_ask_for(int jdk) throws Exception {
        List<Bar> bars = bars(new Imagined(), jdk);
        assertEquals(
                List.of(
                        "pin of a certificate, vs the copies and the hash that JCA forces",
                        "lookup at 1,000,000 rules / at 1 rule",
                        "leaf verdict, known certificates, vs OkHttp with its cleaner",
                        "leaf verdict, Conscrypt certificates (no memo there), vs OkHttp with its cleaner",
                        "intermediate and root verdict, known certificates, vs OkHttp with its cleaner",
                        "in-place cost in a full TLS 1.3 handshake, leaf pinned",
                        "signature verifications that pinning adds",
                        "new connections per second, Linchpin / plain, each client",
                        "requests per second on a warm connection, Linchpin / plain, each client",
                        "retained bytes per rule (two pins) at 1,000,000 rules"),
                bars.stream().map(Bar::name).toList());
        assertEquals(List.of(), bars.stream().filter(bar -> !bar.holds()).toList());
    }

    /** In the words of the document: what is just on the bar holds, what is beyond it does not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "PinOfCertificate.linchpin ec-p256 score | 1.1 | 1.101 | pin of",
                "PinOfCertificate.linchpin rsa-2048 bytesPerOp | 2.2 | 2.21 | pin of",
                "PolicyLookup.linchpin listed exact 1,000,000 rules score | 1.5 | 1.51 | lookup",
                "PolicyLookup.okHttp listed wildcard 100,000 rules score | 10000 | 9999 | lookup",
                "PolicyLookup.okHttp listed wildcard 1,000 rules score | 50 | 49.9 | lookup",
                "PolicyLookup.okHttp listed exact 10 rules score | 0.6666666666666667 | 0.666 | lookup",
                "Verdict.okHttp known ec leaf SunJSSE score | 3 | 2.99 | leaf verdict, known",
                "Verdict.linchpin known rsa leaf SunJSSE bytesPerOp | 1 | 1.01 | leaf verdict, known",
                "Verdict.okHttp known ec leaf Conscrypt score | 20 | 19.9 | leaf verdict, Conscrypt",
                "Verdict.okHttp known ec intermediate SunJSSE score | 1 | 0.99 | intermediate and root",
                "Verdict.okHttp known rsa root SunJSSE score | 1 | 0.99 | intermediate and root",
                "Handshake.inPlace known ec TLSv1.3 linchpinToOkHttp | 0.33 | 0.331 | in-place",
                "Handshake.inPlace fresh ec TLSv1.3 linchpinToOkHttp | 0.6 | 0.601 | in-place",
                "Handshake.inPlace fresh rsa TLSv1.3 linchpinToClient | 0.004 | 0.0041 | in-place",
                "AddedSignatures.linchpin fresh root verificationsPerLink | 1 | 1.5 | signature",
                "AddedSignatures.linchpin known root verificationsPerLink | 0 | 0.5 | signature",
                "AddedSignatures.linchpin fresh leaf verificationsPerLink | 0 | 0.5 | signature",
                "ClientConnections.connect jetty h2 linchpinToPlain | 0.98 | 0.979 | new connections",
                "WarmRequests.request jetty h2 linchpinToPlain | 0.985 | 0.984 | requests per second",
                "WarmRequests.request okhttp http/1.1 linchpinBytesBeyondHooks | 64 | 65 | requests per second",
                "ParallelRequests.request jetty 16 threads linchpinToPlain | 0.95 | 0.949 | the same",
                "Scaling.verdict 100,000 rules 8 threads score | 1900000 | 1899000 | verdicts and warm checks",
                "Scaling.checkOfOne 100,000 rules 8 threads score | 1900000 | 1899000 | verdicts and warm checks",
                "Contention.crowd jetty h2 10,000 requests contendedMonitors | 0 | 1 | monitors",
                "SessionMemory.sessions 10,000 connections linchpinRetainedBytes | 200 | 201 | bytes that the core",
                "PolicyBuild.linchpin 1,000,000 rules retainedBytesPerRule | 400 | 401 | retained",
                "PolicyBuild.linchpin 1,000,000 rules score | 2000 | 2001 | retained",
                "PolicySwap.replace 1,000,000 rules nanosBeyondContext | 1000 | 1001 | replacing",
            })
    void a_bar_holds_up_to_its_limit_and_not_beyond(String what, double on, double beyond, String bar)
            throws Exception {
        assertEquals(List.of(), missed(Plan.full(), new Imagined().but(what, on), 17));
        List<String> missed = missed(Plan.full(), new Imagined().but(what, beyond), 17);
        assertEquals(1, missed.size(), missed::toString);
        assertEquals(bar, missed.get(0).substring(0, bar.length()));
    }

    @Test
    void asks_for_less_on_jdk_25_where_the_peer_is_faster() throws Exception {
        Imagined twice = new Imagined().but("Verdict.okHttp known ec leaf SunJSSE score", 2.0);
        assertEquals(List.of(), missed(twice, 25));
        Imagined less = new Imagined().but("Verdict.okHttp known ec leaf SunJSSE score", 1.99);
        assertEquals(1, missed(less, 25).size());
    }

    @Test
    void asks_for_less_on_jdk_25_where_the_peer_finds_fresh_signatures_verified() throws Exception {
        Imagined most = new Imagined().but("Handshake.inPlace fresh ec TLSv1.3 linchpinToOkHttp", 0.8);
        assertEquals(List.of(), missed(Plan.full(), most, 25));
        Imagined more = new Imagined().but("Handshake.inPlace fresh ec TLSv1.3 linchpinToOkHttp", 0.81);
        assertEquals(1, missed(Plan.full(), more, 25).size());
    }

    /** A JDK without virtual threads pins none, and says so; one that has them must tell. */
    @Test
    void asks_for_pinned_carriers_where_there_are_virtual_threads() throws Exception {
        for (double pinned : new double[] {1, Double.NaN}) {
            Imagined held =
                    new Imagined().but("Contention.crowd okhttp http/1.1 10,000 requests pinnedCarriers", pinned);
            assertEquals(List.of(), missed(Plan.full(), held, 17));
            assertEquals(1, missed(Plan.full(), held, 25).size());
        }
        Bar silent = bars(Plan.full(), new Imagined(), 17).stream()
                .filter(bar -> bar.name().startsWith("monitors"))
                .findFirst()
                .orElseThrow();
        assertEquals("0; carriers not measured: no virtual threads", silent.bar());
    }

    /** More threads than processors do no more than the processors can. */
    @Test
    void scales_to_the_processors_of_the_machine() throws Exception {
        Measurements measured = new Imagined().measured(Plan.full());
        for (int processors : new int[] {1, 2}) {
            assertEquals(
                    true,
                    Bars.of(measured, 17, processors, Set.of("Scaling")).get(0).holds());
        }
        assertEquals(false, Bars.of(measured, 17, 3, Set.of("Scaling")).get(0).holds());
    }

    @Test
    void what_was_not_measured_does_not_hold() throws Exception {
        Imagined silent = new Imagined().but("ClientConnections.connect okhttp http/1.1 linchpinToPlain", Double.NaN);
        Bar bar = bars(silent, 17).get(7);
        assertEquals(false, bar.holds());
        assertEquals("of plain: not measured", bar.value());
    }

    /** The machine slows down in the second round, for both alike; only the third round tells of a difference. */
    @Test
    void takes_the_ratio_within_each_round_and_the_median_of_the_rounds() throws Exception {
        Imagined unsteady = new Imagined()
                .but("PinOfCertificate.linchpin ec-p256 score", 1, 50, 3)
                .but("PinOfCertificate.jcaFloor ec-p256 score", 1, 50, 1);
        assertEquals(List.of(), missed(unsteady, 17));
    }

    @Test
    void shows_the_claim_that_is_closest_to_its_limit() throws Exception {
        Imagined tight = new Imagined().but("PolicyBuild.linchpin 1,000,000 rules retainedBytesPerRule", 399);
        assertEquals("399 bytes per rule", bars(tight, 17).get(9).value());
        tight.but("PolicyBuild.linchpin 1,000,000 rules score", 1999.7);
        assertEquals("2 s to build", bars(tight, 17).get(9).value());
    }

    @Test
    void leaves_out_the_bars_of_benchmarks_that_nobody_wanted() throws Exception {
        Measurements measured = new Imagined().measured(Plan.quick());
        assertEquals(3, Bars.of(measured, 17, 2, Set.of("Verdict")).size());
    }

    @Test
    void there_is_no_bar_without_a_claim() {
        assertThrows(IllegalArgumentException.class, () -> Bar.of("name", "bar", List.of()));
    }
}
