/** What every command is made of: a terminal to speak to, how it is run, what its options name. */
@NullMarked
package dev.linchpin.cli.command;

import org.jspecify.annotations.NullMarked;
