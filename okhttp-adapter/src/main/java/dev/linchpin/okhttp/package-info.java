/**
 * Pinning for OkHttp 4.12 and 5.0 to 5.5: {@link dev.linchpin.okhttp.OkHttpPinning}.
 */
@NullMarked
package dev.linchpin.okhttp;

import org.jspecify.annotations.NullMarked;
