package dev.linchpin.examples;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** As much of a protocol as its clients need to take a server for one of theirs. Whatever it throws ends the connection. */
@FunctionalInterface
interface Script {
    /** What is said before TLS; nothing unless there is something. */
    default void inClearText(DataInputStream in, DataOutputStream out) throws IOException {}

    /** What is said inside TLS, until the client ends it with an EOFException. */
    void insideTls(DataInputStream in, DataOutputStream out) throws IOException;

    /** What is offered by ALPN; none unless there is one. */
    default String[] applicationProtocols() {
        return new String[0];
    }
}
