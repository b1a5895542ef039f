package dev.linchpin.cli.check;

import dev.linchpin.cli.check.HostReport.SeenPin;
import dev.linchpin.cli.check.HostReport.Sight;
import dev.linchpin.cli.command.Terminal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Hosts as trees: servers, their paths, and what is to be said. */
final class CheckPrinter {
    /** A longer subject moves its own line to the right only. */
    private static final int MAX_SUBJECT_WIDTH = 60;

    private static final int ROLE_WIDTH = "intermediate".length();

    private final Terminal terminal;

    CheckPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(HostReport report) {
        String style = report.failed() ? "bold,red" : report.warned() ? "bold,yellow" : "bold,green";
        terminal.line()
                .styled(style, symbol(report.severity()) + " " + report.name())
                .text("  " + report.outcome())
                .print();
        List<List<ServerReport>> groups = groups(report.servers());
        groups.forEach(this::print);
        if (report.rule() != null) {
            pins(report.rule());
        }
        report.remarks().forEach(this::print);
    }

    void print(Totals totals) {
        terminal.print(totals.toString());
    }

    /** Addresses where the same came out stand together. */
    private static List<List<ServerReport>> groups(List<ServerReport> servers) {
        List<List<ServerReport>> groups = new ArrayList<>();
        for (ServerReport server : servers) {
            groups.stream()
                    .filter(group -> group.get(0).isLike(server))
                    .findFirst()
                    .orElseGet(() -> {
                        List<ServerReport> group = new ArrayList<>();
                        groups.add(group);
                        return group;
                    })
                    .add(server);
        }
        return groups;
    }

    private void print(List<ServerReport> group) {
        ServerReport server = group.get(0);
        String others = group.size() == 1 ? "" : " (and " + (group.size() - 1) + " more addresses)";
        terminal.print("  " + server.place() + others + "  " + server.outcome());
        int width = server.certificates().stream()
                .mapToInt(certificate -> certificate.subject().length())
                .filter(length -> length <= MAX_SUBJECT_WIDTH)
                .max()
                .orElse(0);
        server.certificates().forEach(certificate -> print(certificate, width));
        if (!server.renewal().isEmpty()) {
            terminal.print("    renewal: " + server.renewal());
        }
    }

    private void print(PathCertificate certificate, int subjectWidth) {
        Terminal.Line line = terminal.line()
                .text("    " + padded(certificate.role().id(), ROLE_WIDTH) + "  ")
                .text(padded(certificate.subject(), subjectWidth) + "  ")
                .text(LocalDate.ofInstant(certificate.notAfter(), ZoneOffset.UTC) + "  ");
        String pin = certificate.pin() == null ? "(no pin)" : certificate.pin();
        line.styled(certificate.matched() ? "bold" : "faint", pin);
        line.text(certificate.matched() ? "  matched" : "").text(certificate.sent() ? "" : "  not sent");
        line.print();
    }

    private void pins(HostReport.RuleReport rule) {
        String expires =
                rule.expires() == null ? "" : ", expires " + LocalDate.ofInstant(rule.expires(), ZoneOffset.UTC);
        terminal.print("  rule for " + rule.hosts() + expires);
        int number = 0;
        for (SeenPin pin : rule.pins()) {
            terminal.print("    pin " + ++number + "  " + pin.pin() + "  " + words(pin.seen()));
        }
    }

    private static String words(Sight sight) {
        return switch (sight) {
            case MATCHED -> "matched";
            case ON_PATH -> "on the path";
            case SENT -> "sent, but on no path";
            case ABSENT -> "absent";
        };
    }

    private void print(Finding finding) {
        String style = finding.severity() == Severity.FAILURE ? "red" : "yellow";
        String head = symbol(finding.severity()) + " " + finding.severity().id() + ": ";
        Terminal.Line line = terminal.line().text("  ");
        if (finding.severity() == Severity.NOTE) {
            line.text(head);
        } else {
            line.styled(style, head);
        }
        line.text(finding.text() + " [" + finding.id() + "]").print();
    }

    private String symbol(Severity severity) {
        return switch (severity) {
            case NONE, NOTE -> terminal.symbol("✓", "+");
            case WARNING -> "!";
            case FAILURE -> terminal.symbol("✗", "x");
        };
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
