/** {@code linchpin conformance}: implementations in any language, judged by the test vectors. */
@NullMarked
package dev.linchpin.cli.conformance;

import org.jspecify.annotations.NullMarked;
