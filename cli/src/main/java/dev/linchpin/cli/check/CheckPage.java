package dev.linchpin.cli.check;

import dev.linchpin.format.Counted;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What the page shows, for the templates in {@code src/main/jte}.
 *
 * @param extent how many hosts, and what came of them
 * @param unchecked patterns of the policy of which no host was checked
 */
record CheckPage(List<HostReport> reports, String extent, List<String> unchecked) {
    boolean good() {
        return reports.stream().noneMatch(HostReport::failed);
    }

    String verdict() {
        long failed = reports.stream().filter(HostReport::failed).count();
        return failed == 0 ? "Clients get through" : Counted.of(failed, "host") + " failed";
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (HostReport report : reports) {
            rows.add(new Row(report, "host-" + (rows.size() + 1)));
        }
        return rows;
    }

    static String style(Severity severity) {
        return switch (severity) {
            case NONE -> "passed";
            case NOTE -> "skipped";
            case WARNING -> "expected";
            case FAILURE -> "failed";
        };
    }

    static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    static String day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    /** A host in the table, and where on the page its servers are. */
    record Row(HostReport report, String anchor) {
        String style() {
            return CheckPage.style(report.severity());
        }

        String symbol() {
            return report.failed() ? "✗" : report.warned() ? "!" : "✓";
        }

        String matched() {
            String matches = report.servers().stream()
                    .map(ServerReport::match)
                    .filter(Objects::nonNull)
                    .map(match -> "pin " + match.number() + " of " + match.of() + " ("
                            + match.role().id() + ")")
                    .distinct()
                    .collect(Collectors.joining(", "));
            return matches.isEmpty() ? "–" : matches;
        }

        String nextExpiry() {
            return report.servers().stream()
                    .flatMap(server -> server.certificates().stream())
                    .map(PathCertificate::notAfter)
                    .min(Instant::compareTo)
                    .map(CheckPage::day)
                    .orElse("–");
        }
    }
}
