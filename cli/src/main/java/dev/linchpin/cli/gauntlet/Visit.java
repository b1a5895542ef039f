package dev.linchpin.cli.gauntlet;

import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.server.TlsServer.Connection;

/** A connection of a client that nobody drives, and what it shows. */
record Visit(Scenario scenario, Connection connection) {
    /** What a connection says of the client. */
    enum Verdict {
        AS_EXPECTED("as expected"),
        WRONG("NOT AS EXPECTED"),
        /** A browser opens connections that it may never use. */
        UNDECIDED("undecided: accepted, but nothing asked for");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Whether nothing that still happens can change the verdict. */
    boolean isDecided() {
        return connection.requestBytes() > 0 || connection.ended();
    }

    Verdict verdict() {
        boolean asked = connection.requestBytes() > 0;
        if (scenario.expected().outcome() == Outcome.REFUSE) {
            return asked ? Verdict.WRONG : Verdict.AS_EXPECTED;
        } else if (asked) {
            return Verdict.AS_EXPECTED;
        }
        return connection.handshakeCompleted() ? Verdict.UNDECIDED : Verdict.WRONG;
    }

    @Override
    public String toString() {
        return scenario.id() + ": "
                + (connection.handshakeCompleted() ? "handshake completed" : "no handshake") + ", "
                + (connection.requestBytes() > 0 ? "request received" : "no byte of a request") + ": " + verdict();
    }
}
