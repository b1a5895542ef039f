/**
 * {@code linchpin bundle}: pins that change without a release, from the keys that sign them to what has changed.
 */
@NullMarked
package dev.linchpin.cli.bundle;

import org.jspecify.annotations.NullMarked;
