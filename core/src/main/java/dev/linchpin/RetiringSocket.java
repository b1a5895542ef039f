package dev.linchpin;

import javax.net.ssl.SSLSocket;

/**
 * A guarded socket that says it takes no more output once the policy in force is not the one that accepted its peer. It only says
 * so: what is under way ends in peace.
 */
final class RetiringSocket extends GuardedSocket {
    private final Tenure tenure;

    RetiringSocket(SSLSocket socket, Guard guard, Tenure tenure) {
        super(socket, guard);
        this.tenure = tenure;
    }

    @Override
    public boolean isOutputShutdown() {
        return tenure.isOver() || super.isOutputShutdown();
    }
}
