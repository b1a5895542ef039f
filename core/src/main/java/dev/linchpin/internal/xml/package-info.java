/** XML as a tree whose every piece knows where it stands in the text. */
@NullMarked
package dev.linchpin.internal.xml;

import org.jspecify.annotations.NullMarked;
