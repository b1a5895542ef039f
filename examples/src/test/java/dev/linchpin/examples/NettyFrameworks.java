package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Netty, and what stands on it. */
final class NettyFrameworks {
    private static final String REQUEST = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private NettyFrameworks() {}

    static List<Framework> all() {
        return List.of(
                new Framework("Netty", "NettyExample.java", SslContext.class, HttpPeer::start, NettyFrameworks::netty),
                grpc("gRPC, Netty", io.grpc.netty.NettyChannelBuilder.class, GrpcExample::onNetty),
                grpc("gRPC, OkHttp", io.grpc.okhttp.OkHttpChannelBuilder.class, GrpcExample::onOkHttp),
                HttpFrameworks.http("Vert.x WebClient", "VertxExample.java", WebClient.class, NettyFrameworks::vertx));
    }

    private static Player netty(Linchpin linchpin, String host, int port) {
        EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        NettyConnection connection = new NettyConnection(threads, NettyExample.sslContext(linchpin), host, port);
        return Player.of(connection::exchange, () -> {
            Future<?> unused = threads.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        });
    }

    /** Keeps its one connection, as a pool does. */
    private static final class NettyConnection {
        private final BlockingQueue<Object> answers = new ArrayBlockingQueue<>(16);
        private final Bootstrap bootstrap;
        private @Nullable Channel channel;

        private NettyConnection(EventLoopGroup threads, SslContext tls, String host, int port) {
            bootstrap = new Bootstrap()
                    .group(threads)
                    .channel(NioSocketChannel.class)
                    .handler(NettyExample.connection(tls, host, port, new Answers(answers)))
                    .remoteAddress(host, port);
        }

        private void exchange() throws Exception {
            Channel open = channel;
            if (open == null || !open.isActive()) {
                answers.clear();
                open = bootstrap.connect().sync().channel();
                channel = open;
            }
            Future<?> unused = open.writeAndFlush(Unpooled.copiedBuffer(REQUEST, StandardCharsets.US_ASCII));
            if (answers.poll(20, TimeUnit.SECONDS) instanceof Throwable failure) {
                open.close().sync();
                throw new ExecutionException(failure);
            }
        }
    }

    private static final class Answers extends SimpleChannelInboundHandler<ByteBuf> {
        private final BlockingQueue<Object> answers;

        private Answers(BlockingQueue<Object> answers) {
            this.answers = answers;
        }

        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            boolean unused = answers.offer("answer");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            boolean unused = answers.offer(cause);
        }
    }

    private interface GrpcChannel {
        ManagedChannel open(Linchpin linchpin, String host, int port);
    }

    private static Framework grpc(String name, Class<?> type, GrpcChannel example) {
        return new Framework(name, "GrpcExample.java", type, GrpcPeer::start, (linchpin, host, port) -> {
            ManagedChannel channel = example.open(linchpin, host, port);
            CallOptions options = CallOptions.DEFAULT;
            return Player.of(
                    () -> ClientCalls.blockingUnaryCall(
                            channel, GrpcPeer.HELLO, options.withDeadlineAfter(20, TimeUnit.SECONDS), new byte[] {1}),
                    channel::shutdownNow);
        });
    }

    private static Player vertx(Linchpin linchpin, String url) {
        Vertx vertx = Vertx.vertx();
        WebClient client = VertxExample.webClient(vertx, linchpin);
        return Player.of(
                () -> client.getAbs(url)
                        .send()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS),
                () -> vertx.close());
    }
}
