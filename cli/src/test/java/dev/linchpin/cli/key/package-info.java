@NullMarked
package dev.linchpin.cli.key;

import org.jspecify.annotations.NullMarked;
