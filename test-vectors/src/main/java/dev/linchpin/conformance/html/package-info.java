/** The page behind {@link dev.linchpin.conformance.ReportHtml}: what the templates in {@code src/main/jte} show. */
@NullMarked
package dev.linchpin.conformance.html;

import org.jspecify.annotations.NullMarked;
