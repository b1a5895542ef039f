package dev.linchpin.jetty;

import org.eclipse.jetty.io.Transport;

/** A transport over which Jetty speaks no TLS, as it says that it is secure without. */
final class SecureTransport extends Transport.Wrapper {
    SecureTransport() {
        super(Transport.UDP_IP);
    }

    @Override
    public boolean isIntrinsicallySecure() {
        return true;
    }
}
