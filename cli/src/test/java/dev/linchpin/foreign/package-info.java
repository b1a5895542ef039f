/** What makes a client by itself, wired as docs/httpclient5.md says. */
@NullMarked
package dev.linchpin.foreign;

import org.jspecify.annotations.NullMarked;
