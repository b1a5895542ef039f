/** What the reports of both kinds share: the look of a page (its style is a template), provenance, JUnit's XML, JSON for people. */
@NullMarked
package dev.linchpin.format;

import org.jspecify.annotations.NullMarked;
