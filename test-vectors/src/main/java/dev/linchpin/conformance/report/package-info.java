/** The page behind {@link dev.linchpin.conformance.report.ReportHtml}: what the templates in {@code src/main/jte} show. */
@NullMarked
package dev.linchpin.conformance.report;

import org.jspecify.annotations.NullMarked;
