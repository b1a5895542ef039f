/** What lies below a request: the protocols and versions that are spoken on loopback, the only network here. */
@NullMarked
package dev.linchpin.gauntlet.transport;

import org.jspecify.annotations.NullMarked;
