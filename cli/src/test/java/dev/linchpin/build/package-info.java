/** Tests of the product as a whole: its public API, its modules and the code that its documents show. */
@NullMarked
package dev.linchpin.build;

import org.jspecify.annotations.NullMarked;
