@NullMarked
package dev.linchpin.jdk;

import org.jspecify.annotations.NullMarked;
