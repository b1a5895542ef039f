package dev.linchpin.cli.check;

import dev.linchpin.format.JtepageGenerated;
import dev.linchpin.format.Provenance;
import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.function.Consumer;

/** A check as one HTML file that needs nothing else: no script, no font, no picture, no request. */
final class CheckHtml {
    private CheckHtml() {}

    @SuppressWarnings("NullAway") // without interceptor, as the template engine itself calls it
    static String write(CheckPage page, Provenance provenance) {
        StringOutput text = new StringOutput();
        OwaspHtmlTemplateOutput html = new OwaspHtmlTemplateOutput(text);
        JtepageGenerated.render(
                html,
                null,
                "Linchpin check",
                page.good(),
                page.verdict(),
                page.extent(),
                provenance,
                part(html, out -> JtehostsGenerated.render(out, null, page)),
                part(html, out -> JtestyleGenerated.render(out, null)));
        return text.toString();
    }

    private static Content part(HtmlTemplateOutput html, Consumer<HtmlTemplateOutput> part) {
        return (TemplateOutput same) -> part.accept(html);
    }
}
