/** How protocols are negotiated on engines that Linchpin guards. Not exported. */
@NullMarked
package dev.linchpin.jetty.alpn;

import org.jspecify.annotations.NullMarked;
