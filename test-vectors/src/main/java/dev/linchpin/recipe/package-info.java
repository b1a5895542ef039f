/** How to build and run pinning code in other languages, to be judged by the vectors or to play the gauntlet. */
@NullMarked
package dev.linchpin.recipe;

import org.jspecify.annotations.NullMarked;
