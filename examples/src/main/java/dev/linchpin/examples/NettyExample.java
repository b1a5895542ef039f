package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;

/** Netty by itself. */
final class NettyExample {
    private NettyExample() {}

    /** Not SslContextBuilder: a context that it makes around a trust manager resumes sessions without asking it. */
    static SslContext sslContext(Linchpin linchpin) {
        return new JdkSslContext(
                linchpin.sslContext(),
                true,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                ApplicationProtocolConfig.DISABLED,
                ClientAuth.NONE,
                null,
                false);
    }

    /** The host is named when the handler is made: a handler without one is refused in its handshake. */
    static ChannelInitializer<Channel> connection(SslContext tls, String host, int port, ChannelHandler protocol) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(tls.newHandler(channel.alloc(), host, port), protocol);
            }
        };
    }
}
