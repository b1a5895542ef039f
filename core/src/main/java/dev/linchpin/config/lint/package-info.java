/**
 * What is to be said of a policy file beyond its format: pins that cannot be meant, sets that lock users out one day, hosts that are not
 * covered as they seem to be.
 */
@NullMarked
package dev.linchpin.config.lint;

import org.jspecify.annotations.NullMarked;
