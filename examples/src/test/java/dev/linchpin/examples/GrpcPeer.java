package dev.linchpin.examples;

import dev.linchpin.pki.TestCertificate;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A gRPC server in clear text, and a script that puts TLS before it. */
final class GrpcPeer implements Script {
    static final MethodDescriptor<byte[], byte[]> HELLO = MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("hello.Hello/hello")
            .build();
    private static final Server BACKEND = backend();

    private GrpcPeer() {}

    static Peer start(TestCertificate leaf) throws Exception {
        return ScriptedPeer.start(leaf, port -> new GrpcPeer());
    }

    @Override
    public String[] applicationProtocols() {
        return new String[] {"h2"};
    }

    @Override
    public void insideTls(DataInputStream in, DataOutputStream out) throws IOException {
        try (Socket backend = new Socket(InetAddress.getLoopbackAddress(), BACKEND.getPort())) {
            Thread answers = new Thread(() -> pass(backend, out), "grpc-peer");
            answers.setDaemon(true);
            answers.start();
            copy(in, new DataOutputStream(backend.getOutputStream()));
        }
    }

    private static void pass(Socket backend, DataOutputStream out) {
        try {
            copy(backend.getInputStream(), out);
        } catch (IOException oneOfBothHasEnded) {
            // the other thread sees it too
        }
    }

    private static void copy(InputStream in, DataOutputStream out) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
        }
    }

    private static Server backend() {
        try {
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(ServerServiceDefinition.builder("hello.Hello")
                            .addMethod(HELLO, ServerCalls.asyncUnaryCall((request, answer) -> {
                                answer.onNext(request);
                                answer.onCompleted();
                            }))
                            .build())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
