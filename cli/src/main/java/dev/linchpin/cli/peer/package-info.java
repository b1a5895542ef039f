/** What a TLS server presents, to a client that only looks. */
@NullMarked
package dev.linchpin.cli.peer;

import org.jspecify.annotations.NullMarked;
