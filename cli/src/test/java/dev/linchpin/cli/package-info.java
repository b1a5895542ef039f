@NullMarked
package dev.linchpin.cli;

import org.jspecify.annotations.NullMarked;
