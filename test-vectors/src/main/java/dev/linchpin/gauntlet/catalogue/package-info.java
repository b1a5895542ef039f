/** The scenarios themselves, one class per kind of attack. A scenario is data; nothing here opens a socket. */
@NullMarked
package dev.linchpin.gauntlet.catalogue;

import org.jspecify.annotations.NullMarked;
