package dev.linchpin.remote.report;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where reports are posted to, as far as it can be trusted: of its answer nothing counts but the status and how long to wait. It is
 * followed nowhere, and no byte of a body is read.
 */
final class Collector {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private final URI uri;
    private final SSLSocketFactory sockets;
    private final Duration timeout;
    private final ScheduledExecutorService watch;

    /**
     * A collector that has this much time for each report.
     *
     * @param watch cuts off whoever takes more, a byte at a time or not
     */
    Collector(URI uri, SSLSocketFactory sockets, Duration timeout, ScheduledExecutorService watch) {
        this.uri = uri;
        this.sockets = sockets;
        this.timeout = timeout;
        this.watch = watch;
    }

    /** What became of a report. */
    enum Outcome {
        DELIVERED,
        /** The collector has read this report and will never take it (400, 413, 422). */
        REFUSED,
        /** Another time, perhaps. */
        FAILED
    }

    /**
     * What a collector said.
     *
     * @param failure in our words
     * @param pause how long it asks to be left alone
     */
    record Answer(Outcome outcome, String failure, Duration pause) {
        static Answer of(int status, @Nullable String retryAfter) {
            if (status >= 200 && status <= 299) {
                return new Answer(Outcome.DELIVERED, "", Duration.ZERO);
            }
            boolean isRefusal = status == 400 || status == 413 || status == 422;
            Duration pause = retryAfter != null && SECONDS.matcher(retryAfter).matches()
                    ? Duration.ofSeconds(Long.parseLong(retryAfter))
                    : Duration.ZERO;
            String failure = status < 0 ? "it answered with something other than HTTP" : "it answered " + status;
            return new Answer(isRefusal ? Outcome.REFUSED : Outcome.FAILED, failure, pause);
        }

        static Answer failed(Throwable cause) {
            return new Answer(Outcome.FAILED, cause.getClass().getSimpleName(), Duration.ZERO);
        }
    }

    Answer post(byte[] json) {
        try {
            return watched(json);
        } catch (Throwable e) { // Errors too: reports go on whatever happens to one.
            return Answer.failed(e);
        }
    }

    private Answer watched(byte[] json) throws IOException {
        NamedSockets named = new NamedSockets(sockets);
        HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
        Future<?> cut = watch.schedule(() -> cutOff(named), timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return post(connection, named, json);
        } finally {
            cut.cancel(false);
            connection.disconnect();
        }
    }

    private static void cutOff(NamedSockets sockets) {
        try {
            sockets.close();
        } catch (IOException e) {
            return; // Then it is closed as well as it can be.
        }
    }

    private Answer post(HttpsURLConnection connection, NamedSockets named, byte[] json) throws IOException {
        connection.setSSLSocketFactory(named);
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json; charset=utf-8");
        connection.setRequestProperty("Accept", "*/*");
        connection.setRequestProperty("User-Agent", "linchpin");
        connection.setRequestProperty("Connection", "close");
        connection.setFixedLengthStreamingMode(json.length); // Nothing is sent twice behind our back.
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(json);
        }
        return Answer.of(connection.getResponseCode(), connection.getHeaderField("Retry-After"));
    }
}
