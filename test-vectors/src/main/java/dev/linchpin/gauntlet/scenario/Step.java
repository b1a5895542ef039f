package dev.linchpin.gauntlet.scenario;

import dev.linchpin.pki.TestCertificate;
import java.time.Duration;
import java.util.List;

/** One thing that happens in a scenario. */
public sealed interface Step {
    /** A step that can be judged. In its URL, {@code {name}} stands for the port of a server of the scenario. */
    sealed interface Request extends Step {
        String url();

        /** What must come of it. */
        Expectation expected();
    }

    /** The client asks for a URL. */
    record Get(String url, Expectation expected) implements Request {}

    /** The client opens a WebSocket at an {@code https} URL and waits for the first message. */
    record OpenWebSocket(String url, Expectation expected) implements Request {}

    /** The client connects to the host of the URL and says, in the server name of the handshake, that it wants another (RFC 6066, section 3). */
    record GetUnderName(String url, String serverName, Expectation expected) implements Request {}

    /** The client makes a connection to the host of the URL, ready for TLS; the next request begins the handshake on it. */
    record Connect(String url) implements Step {}

    /** The clock of the client goes forward. */
    record TimePasses(Duration duration) implements Step {}

    /** The application replaces the policy of the running client. */
    record ReplacePolicy(PolicySpec policy) implements Step {}

    /** The application makes a second client with a policy of its own, which sends all further requests; the first one stays open. */
    record AnotherClient(PolicySpec policy) implements Step {}

    /** The server politely ends all its connections, so that the next request needs a new handshake, possibly a resumed one. */
    record CloseConnections(String server) implements Step {}

    /**
     * From now on somebody else is behind the address of the server: new connections see other certificates, and sessions of the old
     * server cannot be resumed. Open connections stay as they are.
     */
    record TakeOver(String server, List<TestCertificate> by) implements Step {
        public TakeOver {
            by = List.copyOf(by);
        }
    }

    /**
     * The next request on an open connection makes the server begin a new handshake on it, with other certificates (TLS 1.2, RFC 5246,
     * section 7.4.1.1), before it answers. That request went to the old certificate and is not counted; what follows is.
     */
    record Renegotiate(String server, List<TestCertificate> as) implements Step {
        public Renegotiate {
            as = List.copyOf(as);
        }
    }

    /** The client asks for a URL many times at once; the server has all these requests and answers them when the play is over. */
    record HoldRequests(String url, int requests) implements Step {}

    /**
     * Some threads ask for a URL all the time while the application switches between two policies. No request may be accepted that
     * began and ended under the refusing one, and each time the switching pauses, some request must come to what is then demanded.
     * Requests may lose their connection, but none may hang.
     *
     * @param accepting a policy that the server matches
     * @param refusing one that it does not match; it is in force in the end
     */
    record ReplaceUnderLoad(String url, PolicySpec accepting, PolicySpec refusing, int times) implements Step {}
}
