/** What a client is: a {@link Driver} makes one from a {@link Setup}. To judge a client of your own, write these two. */
@NullMarked
package dev.linchpin.gauntlet.client;

import org.jspecify.annotations.NullMarked;
