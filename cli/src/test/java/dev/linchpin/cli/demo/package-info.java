@NullMarked
package dev.linchpin.cli.demo;

import org.jspecify.annotations.NullMarked;
