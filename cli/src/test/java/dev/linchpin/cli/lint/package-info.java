@NullMarked
package dev.linchpin.cli.lint;

import org.jspecify.annotations.NullMarked;
