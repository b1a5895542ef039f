/**
 * Failure reports up: what pins have refused or let pass, brought to a collector without getting in anybody's way.
 */
@NullMarked
package dev.linchpin.remote.report;

import org.jspecify.annotations.NullMarked;
