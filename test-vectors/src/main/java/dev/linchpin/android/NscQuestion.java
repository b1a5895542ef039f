package dev.linchpin.android;

import java.util.List;

/**
 * What a platform is asked.
 *
 * @param hosts about whom, as the application would name them
 */
public record NscQuestion(NscFile file, List<String> hosts) {
    public NscQuestion {
        hosts = List.copyOf(hosts);
    }

    public static NscQuestion of(String xml, String... hosts) {
        return new NscQuestion(NscFile.of(xml), List.of(hosts));
    }
}
