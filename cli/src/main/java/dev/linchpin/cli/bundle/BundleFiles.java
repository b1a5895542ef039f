package dev.linchpin.cli.bundle;

import dev.linchpin.cli.policy.Unreadable;
import dev.linchpin.remote.BundleRefusedException;
import dev.linchpin.remote.SignedBundle;
import dev.linchpin.remote.SigningKey;
import dev.linchpin.remote.TrustedKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the commands are given. What cannot be read is an {@link IllegalArgumentException} whose message names the file. */
final class BundleFiles {
    /** More than a bundle or a key can have. */
    private static final int MAX_BYTES = 2 << 20;

    private BundleFiles() {}

    static byte[] bytes(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new IllegalArgumentException(file + ": it is a directory");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new IllegalArgumentException(file + ": it is larger than " + (MAX_BYTES >> 20) + " MiB");
                }
                return bytes;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": " + Unreadable.reason(e), e);
        }
    }

    static String text(Path file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    static SignedBundle document(Path file) {
        try {
            return SignedBundle.parse(bytes(file));
        } catch (BundleRefusedException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    static SigningKey publicKey(Path file) {
        try {
            return SigningKey.parse(text(file));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(message.startsWith(file + ": ") ? message : file + ": " + message, e);
        }
    }

    /** The keys in these files, of which so many have to sign; all of them if that is not said. */
    static TrustedKeys trusted(List<Path> files, @Nullable Integer threshold) {
        List<SigningKey> keys = new ArrayList<>();
        files.forEach(file -> keys.add(publicKey(file)));
        return TrustedKeys.of(threshold == null ? keys.size() : threshold, keys);
    }
}
