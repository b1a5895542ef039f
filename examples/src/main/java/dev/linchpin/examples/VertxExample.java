package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import io.netty.handler.ssl.SslContext;
import io.vertx.core.Vertx;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;

/** Vert.x, whose engine options decide who makes the TLS context. */
final class VertxExample {
    private VertxExample() {}

    static WebClient webClient(Vertx vertx, Linchpin linchpin) {
        return WebClient.create(vertx, new WebClientOptions().setSsl(true).setSslEngineOptions(new Pinned(linchpin)));
    }

    private static final class Pinned extends SSLEngineOptions {
        private final Linchpin linchpin;

        Pinned(Linchpin linchpin) {
            this.linchpin = linchpin;
        }

        @Override
        public SSLEngineOptions copy() {
            return new Pinned(linchpin);
        }

        @Override
        public SslContextFactory sslContextFactory() {
            SslContext tls = NettyExample.sslContext(linchpin);
            return () -> tls;
        }
    }
}
