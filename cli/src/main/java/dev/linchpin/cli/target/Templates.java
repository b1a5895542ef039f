package dev.linchpin.cli.target;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;

/** The templates in {@code src/main/emit}, which are compiled with this program. */
final class Templates {
    @SuppressWarnings("NullAway") // there is no folder of classes
    static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Plain, Templates.class.getClassLoader(), "dev.linchpin.cli.target.template");

    private Templates() {}
}
