/**
 * Which hosts are pinned to what: canonical host names, patterns, rules and the policy they add up to.
 */
@NullMarked
package dev.linchpin.policy;

import org.jspecify.annotations.NullMarked;
