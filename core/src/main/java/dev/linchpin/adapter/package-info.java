/**
 * What every adapter needs and nobody else. Exported to Linchpin's adapters only.
 */
@NullMarked
package dev.linchpin.adapter;

import org.jspecify.annotations.NullMarked;
