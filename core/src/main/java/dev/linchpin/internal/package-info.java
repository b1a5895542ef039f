/**
 * Not exported: the DER reader, the hash value, the cache.
 */
@NullMarked
package dev.linchpin.internal;

import org.jspecify.annotations.NullMarked;
