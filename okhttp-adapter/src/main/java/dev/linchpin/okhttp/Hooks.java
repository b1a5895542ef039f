package dev.linchpin.okhttp;

import dev.linchpin.Linchpin;
import java.util.Arrays;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/** What OkHttp can be told, which depends on its version, and how a policy is installed by it. */
enum Hooks {
    /**
     * Each call can have its own socket factory and verifier (5.4 and newer). OkHttp keeps the connections of different factories
     * apart.
     */
    PER_CALL {
        @Override
        void install(Linchpin linchpin, OkHttpClient.Builder builder) {
            builder.networkInterceptors().add(0, new EachExchange(linchpin));
            builder.addInterceptor(new EachCall(linchpin))
                    .sslSocketFactory(linchpin.adapterTls().socketFactory(), linchpin.trustManager());
            verifyEachConnection(linchpin, builder); // Else each call would have to be given a verifier of its own.
        }
    },

    /**
     * A client has one socket factory and one verifier for ever. The sockets themselves say that they take no more requests when
     * their generation is over: OkHttp asks each before it uses it again, and makes another connection instead, in the same call.
     */
    PER_CLIENT {
        @Override
        void install(Linchpin linchpin, OkHttpClient.Builder builder) {
            SSLSocketFactory factory = linchpin.adapterTls().retiringSocketFactory();
            OwnSockets sockets = new OwnSockets(factory);
            builder.networkInterceptors().add(0, new EachExchange(linchpin));
            builder.networkInterceptors().add(1, new EachExchangeAsBuilt(sockets));
            builder.addInterceptor(new EachCallAsBuilt(linchpin, sockets))
                    .sslSocketFactory(factory, linchpin.trustManager());
            verifyEachConnection(linchpin, builder);
        }
    };

    abstract void install(Linchpin linchpin, OkHttpClient.Builder builder);

    /** Only a client tells which verifier is configured; with a socket factory it loads no trust anchors. */
    private static void verifyEachConnection(Linchpin linchpin, OkHttpClient.Builder builder) {
        builder.hostnameVerifier(new EachConnection(linchpin, builder.build().hostnameVerifier()));
    }

    /** The best that the OkHttp on the class path has. */
    static Hooks present() {
        boolean perCall = Arrays.stream(Interceptor.Chain.class.getMethods())
                .anyMatch(method -> method.getName().equals("withSslSocketFactory"));
        return perCall ? PER_CALL : PER_CLIENT;
    }
}
