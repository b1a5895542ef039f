/** {@code linchpin lint}: what is wrong with a policy file, before it ships. */
@NullMarked
package dev.linchpin.cli.lint;

import org.jspecify.annotations.NullMarked;
