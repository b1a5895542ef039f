/** Private keys in files, which only their owner reads, and who knows the pass phrase. */
@NullMarked
package dev.linchpin.cli.privatekey;

import org.jspecify.annotations.NullMarked;
