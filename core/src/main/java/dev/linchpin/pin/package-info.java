/**
 * Pins and pin sets: what a certificate has to be, as values parsed once.
 */
@NullMarked
package dev.linchpin.pin;

import org.jspecify.annotations.NullMarked;
