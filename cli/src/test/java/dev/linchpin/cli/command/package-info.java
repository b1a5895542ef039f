@NullMarked
package dev.linchpin.cli.command;

import org.jspecify.annotations.NullMarked;
