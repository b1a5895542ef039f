/**
 * The module remote as one implementation among others, for the test vectors.
 */
@NullMarked
package dev.linchpin.remote.testee;

import org.jspecify.annotations.NullMarked;
