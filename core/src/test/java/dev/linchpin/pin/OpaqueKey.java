package dev.linchpin.pin;

import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/** A key that does not say what it is. */
public final class OpaqueKey implements PublicKey {
    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
        return "EC";
    }

    @Override
    public @Nullable String getFormat() {
        return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
        return null;
    }
}
