@NullMarked
package dev.linchpin.spring;

import org.jspecify.annotations.NullMarked;
