/**
 * Signed bundles of pins, from the keys that are trusted to the policy in force.
 */
@NullMarked
package dev.linchpin.remote;

import org.jspecify.annotations.NullMarked;
