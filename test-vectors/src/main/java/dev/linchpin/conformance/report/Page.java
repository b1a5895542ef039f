package dev.linchpin.conformance.report;

import dev.linchpin.conformance.CaseResult;
import dev.linchpin.conformance.ConformanceReport;
import dev.linchpin.conformance.ImplementationResult;
import dev.linchpin.format.Counted;
import dev.linchpin.format.Provenance;
import dev.linchpin.vectors.VectorFiles;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The whole page. */
public record Page(
        ConformanceReport report,
        Provenance provenance,
        List<Section> sections,
        List<Certificate> certificates,
        String suiteVersion) {
    static Page of(ConformanceReport report, Provenance provenance) {
        List<Section> sections = new ArrayList<>();
        List<ImplementationResult> implementations = report.implementations();
        for (int i = 0; i < implementations.size(); i++) {
            sections.add(Section.of("implementation-" + (i + 1), implementations.get(i), report.topics()));
        }
        Set<Certificate> certificates = new LinkedHashSet<>();
        implementations.stream()
                .flatMap(ImplementationResult::deviations)
                .map(CaseResult::question)
                .forEach(question -> certificates.addAll(Certificate.in(question)));
        return new Page(report, provenance, sections, List.copyOf(certificates), VectorFiles.SUITE_VERSION);
    }

    /** The page in one sentence. */
    public String verdict() {
        long unexpected = sections.stream().mapToLong(Section::unexpected).sum();
        return unexpected == 0 ? "Nothing failed unexpectedly" : Counted.of(unexpected, "unexpected result");
    }

    /** How much was done, and what was not. */
    public String extent() {
        long notRun =
                sections.stream().filter(section -> !section.result().wasRun()).count();
        return Counted.of(report.cases(), "case") + " for each of "
                + Counted.of(sections.size() - notRun, "implementation")
                + (notRun == 0 ? "" : "; " + notRun + " not run") + ". Test vectors " + suiteVersion
                + ", asked in the order of seed " + report.seed() + ".";
    }
}
