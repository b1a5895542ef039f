import java.net.URI;

/** A client that the emitted code has pinned. Each class in {@code clients} is one, with a constructor that takes {@link Authorities}. */
public interface EmittedClient {
    /** Sends a GET request, without following redirects. */
    Reply get(URI uri) throws Exception;

    /** What the server answered. */
    record Reply(int status, String body) {}
}
