/** Pinning for Jetty's HTTP client; {@link dev.linchpin.jetty.JettyPinning} is all there is. */
@NullMarked
package dev.linchpin.jetty;

import org.jspecify.annotations.NullMarked;
