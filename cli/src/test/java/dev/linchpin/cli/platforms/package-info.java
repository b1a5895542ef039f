@NullMarked
package dev.linchpin.cli.platforms;

import org.jspecify.annotations.NullMarked;
