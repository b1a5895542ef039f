@NullMarked
package dev.linchpin.conformance;

import org.jspecify.annotations.NullMarked;
