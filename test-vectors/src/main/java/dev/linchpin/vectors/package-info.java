/**
 * The test vectors of public-key pinning as values: files, groups, cases, and the implementation that answers them. A vector is
 * data; nothing here depends on Linchpin's core.
 *
 * <pre>{@code
 * for (VectorFile file : VectorFiles.load()) {
 *     for (Group group : file.groups()) {
 *         for (Case test : group.tests()) {
 *             Answer got = implementation.run(group.op(), file.inlined(test));
 *             if (!test.expected(implementation.hello().choices()).agreesWith(got)) {
 *                 throw new AssertionError(test.tcId());
 *             }
 *         }
 *     }
 * }
 * }</pre>
 */
@NullMarked
package dev.linchpin.vectors;

import org.jspecify.annotations.NullMarked;
