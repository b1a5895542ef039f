@NullMarked
package dev.linchpin.cli.jvm;

import org.jspecify.annotations.NullMarked;
