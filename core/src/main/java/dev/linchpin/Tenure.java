package dev.linchpin;

import java.security.cert.CertificateException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/** How long a connection may take requests: from the generation in which its peer was last accepted to the next. */
final class Tenure implements Guard.Bench {
    private final Guard.Bench bench;
    private final LongSupplier generation;
    private volatile long since;

    Tenure(Guard.Bench bench, LongSupplier generation) {
        this.bench = bench;
        this.generation = generation;
        this.since = generation.getAsLong();
    }

    /** The number is read first: a policy that comes in between ends this tenure, whether or not it had its say. */
    @Override
    public void judge(SSLSession session, SSLParameters parameters) throws CertificateException {
        long current = generation.getAsLong();
        bench.judge(session, parameters);
        since = current;
    }

    boolean isOver() {
        return since != generation.getAsLong();
    }
}
