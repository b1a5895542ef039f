/**
 * Where the vectors come from: each topic is a class that drafts its cases, one statement each, and the generator writes them as
 * canonical JSON, the same bytes on every machine.
 */
@NullMarked
package dev.linchpin.vectors.draft;

import org.jspecify.annotations.NullMarked;
