package dev.linchpin.gauntlet.report;

import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Outcome;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A run in the shape of {@code schemas/v1/gauntlet.schema.json}. */
public record GauntletJson(
        List<Play> results,
        int unexpected,
        List<NotPlayed> unsupported,
        List<NotPlayed> broken,
        List<NotPlayed> leftOut) {
    /**
     * One play.
     *
     * @param clientVersion as the client's makers count; empty if nobody says, or if it is a part of the platform
     * @param reason why the client refused, or what was not as demanded; empty if there is nothing to say
     * @param knownFailure why the client is known not to do what is demanded; null if it is held to it
     */
    public record Play(
            String scenario,
            String client,
            String clientVersion,
            String provider,
            String tls,
            String http,
            String expected,
            String actual,
            long applicationBytes,
            String reason,
            @Nullable String knownFailure,
            boolean unexpected) {}

    /** One combination that was not played. */
    public record NotPlayed(String scenario, String client, String provider, String tls, String http, String reason) {}

    public static GauntletJson of(GauntletReport report) {
        return new GauntletJson(
                report.results().stream().map(result -> play(result, report)).toList(),
                report.unexpected().size(),
                notPlayed(report.unsupported()),
                notPlayed(report.broken()),
                notPlayed(report.leftOut()));
    }

    private static Play play(Result result, GauntletReport report) {
        return new Play(
                result.scenario().id(),
                result.client(),
                report.version(result.client()),
                result.provider(),
                result.transport().tlsText(),
                result.transport().http().alpn(),
                word(result.expected()),
                word(result.actual()),
                result.applicationBytes(),
                reason(result),
                result.knownFailure(),
                result.unexpected());
    }

    private static List<NotPlayed> notPlayed(List<Omission> omissions) {
        return omissions.stream().map(GauntletJson::notPlayed).toList();
    }

    private static NotPlayed notPlayed(Omission omission) {
        return new NotPlayed(
                omission.scenario().id(),
                omission.client(),
                omission.provider(),
                omission.transport().tlsText(),
                omission.transport().http().alpn(),
                omission.reason());
    }

    private static String reason(Result result) {
        Throwable failure = result.failure();
        return result.note().isEmpty() && failure != null
                ? failure.toString().lines().findFirst().orElse("")
                : result.note();
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
