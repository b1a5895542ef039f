@NullMarked
package dev.linchpin.cli.policy;

import org.jspecify.annotations.NullMarked;
