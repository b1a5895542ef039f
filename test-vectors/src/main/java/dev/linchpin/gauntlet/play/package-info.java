/** Plays a scenario with a client, and judges it by what the servers saw. */
@NullMarked
package dev.linchpin.gauntlet.play;

import org.jspecify.annotations.NullMarked;
