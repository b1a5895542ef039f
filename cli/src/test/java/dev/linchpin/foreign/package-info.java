/** Clients without an adapter, wired as docs/other-clients.md says. */
@NullMarked
package dev.linchpin.foreign;

import org.jspecify.annotations.NullMarked;
