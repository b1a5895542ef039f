/** Scenarios against clients, several at a time. */
@NullMarked
package dev.linchpin.cli.tournament;

import org.jspecify.annotations.NullMarked;
