package dev.linchpin.cli.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that a host presents at one of its addresses, and what clients make of it.
 *
 * @param kind of key for which the server was asked; null if it presented nothing
 * @param findings about the handshake
 */
record Presentation(String address, @Nullable String kind, Judgement judgement, List<Finding> findings) {}
