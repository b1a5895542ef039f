/**
 * From the certificates a peer presented to the paths that PKIX accepts.
 */
@NullMarked
package dev.linchpin.chain;

import org.jspecify.annotations.NullMarked;
