/** Drives HTTP clients through the gauntlet. The drivers of clients that have an adapter show how that adapter is used. */
@NullMarked
package dev.linchpin.cli.driver;

import org.jspecify.annotations.NullMarked;
