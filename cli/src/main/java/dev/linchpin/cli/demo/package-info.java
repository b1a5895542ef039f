/**
 * {@code linchpin demo}: every client of the adapters, driven through every scenario of the gauntlet.
 */
@NullMarked
package dev.linchpin.cli.demo;

import org.jspecify.annotations.NullMarked;
