package dev.linchpin.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.PinPolicy;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handlers that wait while the policy changes, and what Netty's own contexts resume. */
class NettyTest {
    private static final String HOST = "api.linchpin.test";
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: linchpin.test\r\nConnection: close\r\n\r\n";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate LEAF = ROOT.leaf(HOST);
    private static final PinPolicy RIGHT = pin(LEAF);
    private static final PinPolicy WRONG = pin(TestCertificate.root("Elsewhere"));

    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Linchpin linchpin = Linchpin.builder()
            .trustedCertificates(List.of(ROOT.certificate()))
            .policy(RIGHT)
            .build();

    @AfterEach
    void stop() {
        Future<?> unused = threads.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    /** Connections of before and after a change of policy, and one that was made before it and shakes hands after it. */
    @Test
    void rejects_what_the_policy_in_force_does_on_its_guarded_context() throws Exception {
        SslContext tls = NettyExample.sslContext(linchpin);
        try (TlsServer server = serve()) {
            assertEquals("HTTP/1.1 200", exchange(handler(tls, server), server));
            assertEquals("HTTP/1.1 200", exchange(handler(tls, server), server));
            assertEquals(List.of(false, true), resumed(server));
            SslHandler waiting = handler(tls, server);
            linchpin.replacePolicy(WRONG);
            for (SslHandler handler : List.of(waiting, handler(tls, server))) {
                assertRefused(handler, server);
            }
        }
    }

    /**
     * <pre>
     *   SslContextBuilder.forClient().trustManager(linchpin.trustManager())
     *      connection 1 ── full handshake, judged ──▶ session, in a context of Netty's own
     *                      replacePolicy(wrong)
     *      connection 2 ── resumes it: JSSE asks no trust manager
     * </pre>
     */
    @Test
    void rejects_what_a_context_of_nettys_own_resumes_once_it_is_guarded() throws Exception {
        JdkSslContext own = (JdkSslContext) SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(linchpin.trustManager())
                .build();
        SslContext guarded = netty(linchpin.guard(own.context()));
        try (TlsServer server = serve()) {
            exchange(handler(own, server), server);
            linchpin.replacePolicy(WRONG);
            assertEquals("HTTP/1.1 200", exchange(handler(own, server), server), "this is why it has to be guarded");
            assertRefused(handler(guarded, server), server);
            assertEquals(List.of(false, true), resumed(server).subList(0, 2));
        }
    }

    /** As the example makes it, but over a context that is guarded by hand. */
    private static SslContext netty(SSLContext context) {
        return new JdkSslContext(
                context,
                true,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                ApplicationProtocolConfig.DISABLED,
                ClientAuth.NONE,
                null,
                false);
    }

    private static SslHandler handler(SslContext tls, TlsServer server) {
        return tls.newHandler(ByteBufAllocator.DEFAULT, HOST, server.port());
    }

    private String exchange(SslHandler tls, TlsServer server) throws Exception {
        Answer answer = new Answer();
        Channel channel = new Bootstrap()
                .group(threads)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(tls, answer);
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), server.port())
                .sync()
                .channel();
        Future<?> unused = channel.writeAndFlush(Unpooled.copiedBuffer(REQUEST, StandardCharsets.US_ASCII));
        try {
            return answer.start.get(20, TimeUnit.SECONDS);
        } finally {
            channel.close().sync();
        }
    }

    private void assertRefused(SslHandler handler, TlsServer server) throws Exception {
        int before = server.connections().size();
        ExecutionException e = assertThrows(ExecutionException.class, () -> exchange(handler, server));
        assertTrue(PinMismatchException.find(e).isPresent(), e.toString());
        assertTrue(server.awaitQuiet(Duration.ofSeconds(20)));
        assertEquals(0, server.connections().get(before).requestBytes());
    }

    private static List<Boolean> resumed(TlsServer server) {
        return server.connections().stream().map(TlsServer.Connection::resumed).toList();
    }

    private static TlsServer serve() {
        return TlsServer.builder()
                .present(LEAF.presented())
                .protocols(Protocol.HTTP_1_1)
                .start();
    }

    private static PinPolicy pin(TestCertificate certificate) {
        return PinPolicy.builder()
                .pin(HOST, certificate.pin(), TestCertificate.root("Spare").pin())
                .build();
    }

    private static final class Answer extends SimpleChannelInboundHandler<ByteBuf> {
        private final CompletableFuture<String> start = new CompletableFuture<>();

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            start.complete(bytes.toString(0, Math.min(12, bytes.readableBytes()), StandardCharsets.US_ASCII));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            start.completeExceptionally(cause);
        }
    }
}
