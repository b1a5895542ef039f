/**
 * Where verdicts worth knowing about are heard.
 */
@NullMarked
package dev.linchpin.report;

import org.jspecify.annotations.NullMarked;
