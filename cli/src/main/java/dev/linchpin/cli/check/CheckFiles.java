package dev.linchpin.cli.check;

import dev.linchpin.cli.command.ReportOptions;
import dev.linchpin.format.JUnitXml;
import dev.linchpin.format.JUnitXml.Suite;
import dev.linchpin.format.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects what goes into the files of a run: nothing, if none is wanted. For use by one thread. */
final class CheckFiles {
    private final ReportOptions options;
    private final boolean warningsFail;
    private final List<HostReport> reports = new ArrayList<>();

    CheckFiles(ReportOptions options, boolean warningsFail) {
        this.options = options;
        this.warningsFail = warningsFail;
    }

    void add(HostReport report) {
        if (options.areGiven()) {
            reports.add(report);
        }
    }

    void write(Supplier<Provenance> provenance, Totals totals, List<String> unchecked) {
        options.write(
                provenance,
                origin -> JUnitXml.write("linchpin check", origin, suites(unchecked)),
                origin -> CheckHtml.write(new CheckPage(reports, totals.toString(), unchecked), origin));
    }

    private List<Suite> suites(List<String> unchecked) {
        List<Suite> suites = new ArrayList<>();
        reports.forEach(report -> suites.add(CheckXml.suite(report, warningsFail)));
        if (!unchecked.isEmpty()) {
            suites.add(CheckXml.unchecked(unchecked, warningsFail));
        }
        return suites;
    }
}
