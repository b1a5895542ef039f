package dev.linchpin.remote.report;

import dev.linchpin.report.PinReportJson;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process to be killed: takes one report after the other, for a collector that is not there, and says of each on standard output when it
 * has been taken.
 */
final class SpoolingProcess {
    private SpoolingProcess() {}

    public static void main(String[] args) {
        HttpReportSender sender = HttpReportSender.builder(URI.create(args[0]))
                .spool(Path.of(args[1]))
                .format(PinReportJson.builder().certificates(false).build())
                .pause(Duration.ofMillis(1), Duration.ofMillis(10))
                .build();
        for (int i = 0; ; i++) {
            String host = args[2] + i + ".test";
            sender.report(i % 2 == 0 ? Reports.refused(host) : Reports.unlisted(host));
            System.out.println(host);
        }
    }
}
