package dev.linchpin.android;

import java.io.IOException;
import java.util.List;

/**
 * TrustKit-Android, which reads Android's format with additions of its own, and is asked what it makes of files. It runs on Android 14, and
 * otherwise as {@link AndroidOracle} does. For use by one thread.
 */
public final class TrustKitOracle implements AutoCloseable {
    private static final AndroidLevel LEVEL = AndroidLevel.API_34;
    private static final AndroidJvm.Operation<TrustKitAnswer> READ =
            new AndroidJvm.Operation<>(AndroidProgram.READ_TRUST_KIT, TrustKitWire::answer, TrustKitAnswer::refused);

    private final AndroidJvm jvm;

    private TrustKitOracle(AndroidJvm jvm) {
        this.jvm = jvm;
    }

    /**
     * Starts one, for which Maven finds its classes and those of Android 14.
     *
     * @throws IOException if they cannot be had; the message says what is missing
     */
    public static TrustKitOracle open() throws IOException {
        return open(LEVEL);
    }

    /**
     * The same, on another version of Android.
     *
     * @throws IOException as {@link #open()} does
     */
    public static TrustKitOracle open(AndroidLevel level) throws IOException {
        return new TrustKitOracle(
                AndroidJvm.start(level, AndroidOracle.jar(level), AndroidOracle.file(TrustKit.COORDINATES)));
    }

    /** Asks all, of whom there may be many, and returns the answers in their order. */
    public List<TrustKitAnswer> read(List<NscQuestion> questions) {
        return jvm.ask(READ, questions);
    }

    public TrustKitAnswer read(NscQuestion question) {
        return read(List.of(question)).get(0);
    }

    /** Ends the JVM. */
    @Override
    public void close() {
        jvm.close();
    }
}
