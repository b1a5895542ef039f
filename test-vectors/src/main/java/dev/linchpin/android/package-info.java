/**
 * What Android makes of a network security configuration: the platform's own classes of several versions, run on a JVM.
 * {@code docs/android.md} says what runs, and what is knocked out.
 */
@NullMarked
package dev.linchpin.android;

import org.jspecify.annotations.NullMarked;
