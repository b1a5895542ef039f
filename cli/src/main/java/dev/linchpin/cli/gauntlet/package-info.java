/**
 * {@code linchpin gauntlet}: every client, on every provider of TLS, in every version of TLS and HTTP, through every scenario. And the
 * tournament that it shares with {@code linchpin demo}.
 */
@NullMarked
package dev.linchpin.cli.gauntlet;

import org.jspecify.annotations.NullMarked;
