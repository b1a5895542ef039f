package dev.linchpin.android;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a platform answers.
 *
 * @param refusal why there is no configuration; empty if there is one
 * @param hosts by host, in the order of the question; empty if the file is refused
 */
public record NscAnswer(Optional<Refusal> refusal, Map<String, HostAnswer> hosts) {
    public NscAnswer {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    }

    static NscAnswer refused(Refusal refusal) {
        return new NscAnswer(Optional.of(refusal), Map.of());
    }

    static NscAnswer of(AndroidPlatform platform, NscQuestion question) {
        NscReading reading = platform.read(question.file());
        if (reading instanceof Refusal refusal) {
            return refused(refusal);
        }
        Map<String, HostAnswer> hosts = new LinkedHashMap<>();
        question.hosts().forEach(host -> hosts.put(host, ((AndroidApplication) reading).forHost(host)));
        return new NscAnswer(Optional.empty(), hosts);
    }
}
