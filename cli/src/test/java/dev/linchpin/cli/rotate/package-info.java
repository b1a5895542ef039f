@NullMarked
package dev.linchpin.cli.rotate;

import org.jspecify.annotations.NullMarked;
