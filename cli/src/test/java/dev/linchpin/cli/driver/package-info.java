@NullMarked
package dev.linchpin.cli.driver;

import org.jspecify.annotations.NullMarked;
