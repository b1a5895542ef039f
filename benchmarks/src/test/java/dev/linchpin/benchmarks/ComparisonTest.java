package dev.linchpin.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private static final Plan PLAN = Plan.quick();

    private static List<String> worse(Imagined now) throws Exception {
        return Comparison.of(new Imagined().measured(PLAN), now.measured(PLAN)).stream()
                .filter(Comparison.Change::isWorse)
                .map(Comparison.Change::what)
                .toList();
    }

    /** A machine that is ten times slower is slower for the peer as well. */
    @Test
    void a_slower_machine_is_no_regression() throws Exception {
        Imagined slower = new Imagined()
                .but("PinOfCertificate.linchpin ec-p256 score", 10)
                .but("PinOfCertificate.okHttp ec-p256 score", 10e6)
                .but("PinOfCertificate.floor ec-p256 score", 10);
        assertEquals(List.of(), worse(slower));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "PinOfCertificate.linchpin ec-p256 score | 1.24 | 1.26 | PinOfCertificate.linchpin ec-p256, time / floor",
                "Verdict.linchpin known ec leaf SunJSSE score | 1.24 | 1.26 | Verdict.linchpin known ec leaf SunJSSE, time / okHttp",
                "Verdict.linchpin known ec leaf SunJSSE bytesPerOp | 1.02 | 1.04 | Verdict.linchpin known ec leaf SunJSSE, bytes / okHttp",
                "Handshake.inPlace known ec TLSv1.3 linchpinToOkHttp | 0.124 | 0.126 | Handshake.inPlace known ec TLSv1.3, time / okHttp in place",
                "WarmRequests.request jetty http/1.1 linchpinToPlain | 0.97 | 0.95 | WarmRequests.request jetty http/1.1, time / plain",
            })
    void a_ratio_that_is_worse_by_more_than_the_tolerance_is_one(
            String what, double tolerated, double worse, String shown) throws Exception {
        assertEquals(List.of(), worse(new Imagined().but(what, tolerated)));
        assertEquals(List.of(shown), worse(new Imagined().but(what, worse)));
    }

    @Test
    void compares_only_what_both_have_measured() throws Exception {
        Measurements some = new Imagined().measured(PLAN.only(java.util.Set.of("Verdict")));
        List<Comparison.Change> changes = Comparison.of(new Imagined().measured(PLAN), some);
        assertTrue(
                changes.stream().allMatch(change -> change.what().startsWith("Verdict.linchpin")), changes::toString);
        assertEquals(16, changes.size());
    }
}
