@NullMarked
package dev.linchpin.cli.target;

import org.jspecify.annotations.NullMarked;
