/** Hostile and honest servers on loopback, which record what they see. */
@NullMarked
package dev.linchpin.gauntlet.server;

import org.jspecify.annotations.NullMarked;
