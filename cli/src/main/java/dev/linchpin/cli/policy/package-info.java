/** Policy files, of whatever format, for the commands that work on them. */
@NullMarked
package dev.linchpin.cli.policy;

import org.jspecify.annotations.NullMarked;
