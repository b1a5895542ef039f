@NullMarked
package dev.linchpin.cli.conformance;

import org.jspecify.annotations.NullMarked;
