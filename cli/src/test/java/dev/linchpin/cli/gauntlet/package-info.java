@NullMarked
package dev.linchpin.cli.gauntlet;

import org.jspecify.annotations.NullMarked;
