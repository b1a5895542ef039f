package dev.linchpin.spring;

import dev.linchpin.Linchpin;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientRequest;

/**
 * Judges each request of Reactor Netty's, redirects included, when it has its connection and before its first byte: on new and pooled
 * connections, and on those in clear text.
 */
final class ReactorGate implements BiConsumer<HttpClientRequest, Connection> {
    private final Linchpin linchpin;

    ReactorGate(Linchpin linchpin) {
        this.linchpin = linchpin;
    }

    @Override
    public void accept(HttpClientRequest request, Connection connection) {
        try {
            check(request, connection.channel());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(HttpClientRequest request, Channel channel) throws IOException {
        String url = String.valueOf(request.resourceUrl());
        SSLSession session = session(channel);
        if (session == null && comesFromTls(request)) {
            throw new IOException("a redirect leads from https to " + url + ", expected it to lead to https");
        }
        linchpin.check(URI.create(url).getHost(), session);
    }

    private static boolean comesFromTls(HttpClientRequest request) {
        String[] before = request.redirectedFrom();
        return before != null && Arrays.stream(before).anyMatch(url -> url.regionMatches(true, 0, "https:", 0, 6));
    }

    /** A stream of HTTP/2 is a channel of its own, whose parent has the TLS. */
    private static @Nullable SSLSession session(Channel channel) {
        for (Channel at = channel; at != null; at = at.parent()) {
            SslHandler handler = at.pipeline().get(SslHandler.class);
            if (handler != null) {
                return handler.engine().getSession();
            }
        }
        return null;
    }
}
