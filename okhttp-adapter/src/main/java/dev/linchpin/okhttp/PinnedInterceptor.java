package dev.linchpin.okhttp;

import okhttp3.Interceptor;

/** An interceptor of Linchpin's, by which a builder is known to be pinned. */
interface PinnedInterceptor extends Interceptor {}
