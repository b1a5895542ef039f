package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;

/** gRPC over either of its transports. */
final class GrpcExample {
    private GrpcExample() {}

    static ManagedChannel onNetty(Linchpin linchpin, String host, int port) {
        ApplicationProtocolConfig http2 = new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_2);
        JdkSslContext tls = new JdkSslContext(
                linchpin.sslContext(),
                true,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                http2,
                ClientAuth.NONE,
                null,
                false);
        return NettyChannelBuilder.forAddress(host, port).sslContext(tls).build();
    }

    static ManagedChannel onOkHttp(Linchpin linchpin, String host, int port) {
        return OkHttpChannelBuilder.forAddress(host, port)
                .sslSocketFactory(linchpin.socketFactory())
                .build();
    }
}
