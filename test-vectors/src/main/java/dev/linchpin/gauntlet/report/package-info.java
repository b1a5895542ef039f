/** What came of a run of the gauntlet, as data, as JSON, as JUnit's XML and as a page of HTML. */
@NullMarked
package dev.linchpin.gauntlet.report;

import org.jspecify.annotations.NullMarked;
