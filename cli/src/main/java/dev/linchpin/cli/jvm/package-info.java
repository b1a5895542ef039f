/** What is played in a JVM of its own, because something is global in one: the platform, or the version of a client. */
@NullMarked
package dev.linchpin.cli.jvm;

import org.jspecify.annotations.NullMarked;
