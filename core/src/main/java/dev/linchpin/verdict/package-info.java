/**
 * What a policy says of a peer, as data.
 */
@NullMarked
package dev.linchpin.verdict;

import org.jspecify.annotations.NullMarked;
