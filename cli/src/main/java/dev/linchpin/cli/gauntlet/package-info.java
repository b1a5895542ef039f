/**
 * {@code linchpin gauntlet}: every client, on every provider of TLS, in every version of TLS and HTTP, through every scenario.
 */
@NullMarked
package dev.linchpin.cli.gauntlet;

import org.jspecify.annotations.NullMarked;
