package dev.linchpin.gauntlet.report;

import dev.linchpin.format.Provenance;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;

/** A run as one HTML file that needs nothing else: no script, no font, no picture, no request. */
public final class GauntletHtml {
    private GauntletHtml() {}

    @SuppressWarnings("NullAway") // without interceptor, as the template engine itself calls it
    public static String write(GauntletReport report, Provenance provenance) {
        StringOutput html = new StringOutput();
        JtepageGenerated.render(new OwaspHtmlTemplateOutput(html), null, GauntletPage.of(report, provenance));
        return html.toString();
    }
}
