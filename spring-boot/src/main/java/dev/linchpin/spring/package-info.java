/** Pins the HTTP clients that Spring Boot makes, 3.5 and 4, by its configuration. */
@NullMarked
package dev.linchpin.spring;

import org.jspecify.annotations.NullMarked;
