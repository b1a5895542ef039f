package dev.linchpin.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A file behind HTTPS. Of an answer nothing counts but its status, its length and its tag: what the bytes are is for signatures to say,
 * whatever their type is said to be.
 */
final class HttpsSource implements BundleSource {
    private static final int CHUNK = 8192;
    private static final int MAX_ETAG_CHARS = 256;

    private final URI address;
    private final Supplier<SSLSocketFactory> sockets;

    HttpsSource(URI address, Supplier<SSLSocketFactory> sockets) {
        if (!"https".equals(address.getScheme()) || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "the address is " + address + ", expected one that begins with https://");
        }
        this.address = address;
        this.sockets = sockets;
    }

    @Override
    public BundleResponse fetch(BundleRequest request) throws IOException {
        HttpsURLConnection connection = (HttpsURLConnection) address.toURL().openConnection();
        request.closeAtDeadline(connection::disconnect);
        connection.setSSLSocketFactory(new ClosableSockets(sockets.get(), request));
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        int millis = (int) Math.min(request.deadline().toMillis(), Integer.MAX_VALUE);
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setRequestProperty("Accept", "application/jose, application/jose+json, */*;q=0.5");
        connection.setRequestProperty("Connection", "close");
        request.etag().ifPresent(etag -> connection.setRequestProperty("If-None-Match", etag));
        try {
            return answer(connection, request);
        } finally {
            connection.disconnect();
        }
    }

    private static BundleResponse answer(HttpsURLConnection connection, BundleRequest request) throws IOException {
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_NOT_MODIFIED && request.etag().isPresent()) {
            return BundleResponse.unchanged();
        }
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException("the origin answers " + status + ", expected 200"
                    + (request.etag().isPresent() ? " or 304" : ""));
        }
        long length = connection.getContentLengthLong();
        if (length > request.maxBytes()) {
            throw new IOException("the document has " + length + " bytes, expected at most " + request.maxBytes());
        }
        byte[] document = read(connection, request.maxBytes());
        if (length >= 0 && document.length != length) {
            throw new IOException("the document ends after " + document.length + " bytes, expected " + length);
        }
        String etag = connection.getHeaderField("ETag");
        return isUsable(etag) ? BundleResponse.of(document, etag) : BundleResponse.of(document);
    }

    private static byte[] read(HttpsURLConnection connection, int maxBytes) throws IOException {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = connection.getInputStream()) {
            for (int read = read(in, chunk, document); read >= 0; read = read(in, chunk, document)) {
                document.write(chunk, 0, read);
                if (document.size() > maxBytes) {
                    throw new IOException("the document has more than " + maxBytes + " bytes, expected no more");
                }
            }
        }
        return document.toByteArray();
    }

    /** Newer JDKs see by themselves that a document ends too early. */
    private static int read(InputStream in, byte[] chunk, ByteArrayOutputStream before) throws IOException {
        try {
            return in.read(chunk);
        } catch (IOException e) {
            throw new IOException("the document ends after " + before.size() + " bytes: " + e.getMessage(), e);
        }
    }

    private static boolean isUsable(@Nullable String etag) {
        return etag != null && etag.length() <= MAX_ETAG_CHARS && etag.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
