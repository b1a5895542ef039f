package dev.linchpin;

import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Puts a guard on whatever a client can shake hands with. */
final class Guards {
    private final Guard.Bench bench;
    private final Supplier<SSLContext> current;

    Guards(Guard.Bench bench, Supplier<SSLContext> current) {
        this.bench = bench;
        this.current = current;
    }

    SSLContext on(Supplier<SSLContext> context) {
        return new LiveContext(context, this::on, this::on);
    }

    SSLSocketFactory on(SSLSocketFactory sockets) {
        return new GuardedSocketFactory(sockets, this);
    }

    /** By the names of the connection. */
    Guard.Bench bench() {
        return bench;
    }

    Guard guard(Guard.Bench bench) {
        return new Guard(bench, () -> current.get().createSSLEngine().getSession());
    }

    SSLEngine on(SSLEngine engine) {
        return engine instanceof GuardedEngine ? engine : new GuardedEngine(engine, guard(bench));
    }

    SSLSocket on(SSLSocket socket) {
        return socket instanceof GuardedSocket ? socket : new GuardedSocket(socket, guard(bench));
    }
}
