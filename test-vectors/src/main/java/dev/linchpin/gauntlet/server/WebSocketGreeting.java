package dev.linchpin.gauntlet.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * The WebSocket of the back end (RFC 6455, over HTTP/1.1): it completes the opening handshake, sends one short text message and a close
 * frame, and hears nothing. That is all a judge needs, which has counted the request before.
 */
final class WebSocketGreeting extends AbstractConnection {
    private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, section 1.3
    private static final int FINAL_TEXT = 0x81; // section 5.2
    private static final int FINAL_CLOSE = 0x88;
    private static final int NORMAL_CLOSURE = 1000; // section 7.4.1
    private static final int LONGEST_SHORT_PAYLOAD = 125;

    private final byte[] message;

    private WebSocketGreeting(EndPoint endPoint, Executor executor, String message) {
        super(endPoint, executor);
        this.message = message.getBytes(StandardCharsets.UTF_8);
        if (this.message.length > LONGEST_SHORT_PAYLOAD) {
            throw new IllegalArgumentException("expected at most 125 bytes but found \"" + message + '"');
        }
    }

    static boolean isAskedFor(Request request) {
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
                && request.getHeaders().contains(HttpHeader.UPGRADE, "websocket");
    }

    /** Answers with 101, after which the connection is no longer HTTP. */
    static void send(Request request, Response response, Callback callback, String message) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        Executor executor = request.getConnectionMetaData().getConnector().getExecutor();
        request.setAttribute(
                HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, new WebSocketGreeting(endPoint, executor, message));
        String key = String.valueOf(request.getHeaders().get(HttpHeader.SEC_WEBSOCKET_KEY));
        response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
        response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
        response.getHeaders().put(new HttpField(HttpHeader.CONNECTION, "Upgrade"));
        response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_ACCEPT, accept(key));
        response.write(true, BufferUtil.EMPTY_BUFFER, callback);
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    @Override
    public void onOpen() {
        super.onOpen();
        ByteBuffer frames = ByteBuffer.allocate(message.length + 6)
                .put((byte) FINAL_TEXT)
                .put((byte) message.length)
                .put(message)
                .put((byte) FINAL_CLOSE)
                .put((byte) 2)
                .putShort((short) NORMAL_CLOSURE)
                .flip();
        getEndPoint().write(Callback.from(this::fillInterested, failure -> close()), frames);
    }

    /** Whatever the client says, or its end: there is nothing to add. */
    @Override
    public void onFillable() {
        close();
    }
}
