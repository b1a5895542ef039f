/** What is special to OkHttp; the attacks that every client meets are played by the gauntlet. */
@NullMarked
package dev.linchpin.okhttp;

import org.jspecify.annotations.NullMarked;
