@NullMarked
package dev.linchpin.cli.bench;

import org.jspecify.annotations.NullMarked;
