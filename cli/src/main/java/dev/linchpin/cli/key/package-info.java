/** Keys that are to be pinned: where they come from, and what comes of pinning each. */
@NullMarked
package dev.linchpin.cli.key;

import org.jspecify.annotations.NullMarked;
