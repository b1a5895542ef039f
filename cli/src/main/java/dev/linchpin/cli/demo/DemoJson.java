package dev.linchpin.cli.demo;

import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Outcome;
import java.util.List;
import java.util.Locale;

/** What {@code linchpin demo --json} prints. */
record DemoJson(List<Play> results, long failed) {
    /** One scenario with one client and protocol. */
    record Play(
            String scenario, String client, String protocol, String expected, String actual, long applicationBytes) {}

    static DemoJson of(List<Result> results) {
        return new DemoJson(
                results.stream().map(DemoJson::play).toList(),
                results.stream().filter(Result::unexpected).count());
    }

    private static Play play(Result result) {
        return new Play(
                result.scenario().id(),
                result.client(),
                result.protocol().alpn(),
                word(result.expected()),
                word(result.actual()),
                result.applicationBytes());
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
