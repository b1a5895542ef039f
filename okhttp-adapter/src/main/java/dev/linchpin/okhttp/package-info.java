/**
 * Pinning for OkHttp 5.4 or newer: {@link dev.linchpin.okhttp.OkHttpPinning}.
 */
@NullMarked
package dev.linchpin.okhttp;

import org.jspecify.annotations.NullMarked;
