package dev.linchpin.remote;

import java.io.IOException;

/** A store that a disk, or somebody, has spoilt. */
final class CorruptStoreException extends IOException {
    private static final long serialVersionUID = 1;

    CorruptStoreException(String message) {
        super("the store of bundles is corrupt: " + message);
    }
}
