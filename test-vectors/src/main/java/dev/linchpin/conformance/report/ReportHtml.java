package dev.linchpin.conformance.report;

import dev.linchpin.conformance.ConformanceReport;
import dev.linchpin.format.Provenance;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;

/** A report as one HTML file that needs nothing else: no script, no font, no picture, no request. */
public final class ReportHtml {
    private ReportHtml() {}

    @SuppressWarnings("NullAway") // without interceptor, as the template engine itself calls it
    public static String write(ConformanceReport report, Provenance provenance) {
        StringOutput html = new StringOutput();
        JtereportGenerated.render(new OwaspHtmlTemplateOutput(html), null, Page.of(report, provenance));
        return html.toString();
    }
}
