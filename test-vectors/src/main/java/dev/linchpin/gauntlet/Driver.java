package dev.linchpin.gauntlet;

import java.util.List;

/** Knows how to drive one kind of client through the gauntlet. Must be thread-safe. */
public interface Driver {
    /** The client's name, as the head of a column. */
    String name();

    /** The protocols that the client can be told to speak. */
    List<Protocol> protocols();

    /** Makes a new client, which shares neither connections nor sessions with any other. */
    Client open(Setup setup) throws Exception;

    /** Whether this failure of {@link Client#get} says that the peer's pins do not match. */
    boolean isPinRefusal(Throwable failure);
}
