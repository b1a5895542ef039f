package dev.linchpin.benchmarks.jmh;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jdk.jfr.EventSettings;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Records where threads stand still because of one another: at monitors, at locks, and on carriers that a virtual thread does not
 * leave. However short, and however seldom, each is recorded. Whose code it is says the innermost frame that is not the platform's: a
 * map of the platform's that we have synchronized is ours, a client that waits below our interceptor is not.
 */
final class Standstills implements AutoCloseable {
    private static final String MONITOR = "jdk.JavaMonitorEnter";
    private static final String PARK = "jdk.ThreadPark";
    private static final String PINNED = "jdk.VirtualThreadPinned";

    private static final String OURS = "dev.linchpin.";
    private static final String ONLY_MEASURING = "dev.linchpin.benchmarks.";
    private static final List<String> PLATFORM = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private final Recording recording = new Recording();

    private Standstills() {
        Stream.of(MONITOR, PARK, PINNED)
                .map(recording::enable)
                .map(EventSettings::withStackTrace)
                .forEach(EventSettings::withoutThreshold);
        recording.start();
    }

    static Standstills recorded() {
        return new Standstills();
    }

    /**
     * What was recorded.
     *
     * @param monitors contended monitors, and contended locks of {@code java.util.concurrent}, entered by our code
     * @param pinned virtual threads that our code kept on their carriers
     * @param provoked that this benchmark has caused by {@link Provoked}, of whichever kind
     */
    record Counts(long monitors, long pinned, long provoked) {}

    Counts stop() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("linchpin-standstills", ".jfr");
        try {
            recording.dump(file);
            return count(RecordingFile.readAllEvents(file));
        } finally {
            Files.delete(file);
        }
    }

    private static Counts count(List<RecordedEvent> events) {
        return new Counts(
                events.stream()
                        .filter(event -> isContention(event) && isOurs(culprit(event)))
                        .count(),
                events.stream()
                        .filter(event -> isOf(event, PINNED) && isOurs(culprit(event)))
                        .count(),
                events.stream()
                        .filter(event -> !isOf(event, PARK) && culprit(event).startsWith(Provoked.class.getName()))
                        .count());
    }

    /** A thread also parks to wait for something to happen; that is not contention. */
    private static boolean isContention(RecordedEvent event) {
        RecordedClass parked = isOf(event, PARK) ? event.getClass("parkedClass") : null;
        return isOf(event, MONITOR) || (parked != null && parked.getName().matches(".*Lock\\$.*Sync"));
    }

    private static boolean isOf(RecordedEvent event, String type) {
        return event.getEventType().getName().equals(type);
    }

    private static boolean isOurs(String culprit) {
        return culprit.startsWith(OURS) && !culprit.startsWith(ONLY_MEASURING);
    }

    /**
     * The class of the innermost frame that is not the platform's, and does not only pass on what it was asked itself, as the wrapper of
     * an engine does: whoever called it would have waited without it. Empty if there is none.
     */
    private static String culprit(RecordedEvent event) {
        String below = "";
        for (RecordedFrame frame : event.getStackTrace() == null
                ? List.<RecordedFrame>of()
                : event.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            String method = frame.getMethod().getName();
            if (PLATFORM.stream().noneMatch(type::startsWith) && !method.equals(below)) {
                return type;
            }
            below = method;
        }
        return "";
    }

    @Override
    public void close() {
        recording.close();
    }

    /** Standing still on purpose, so that a recording without any is known to be one that would have shown them. */
    static final class Provoked {
        private Provoked() {}

        /** One thread waits for a monitor that another one has. */
        static void atMonitor() throws InterruptedException {
            Object monitor = new Object();
            Thread second = new Thread(() -> enter(monitor), "second");
            synchronized (monitor) {
                second.start();
                while (second.getState() != Thread.State.BLOCKED) {
                    Thread.onSpinWait();
                }
            }
            second.join();
        }

        @SuppressWarnings("EmptySynchronizedBlock") // to enter is all that is wanted
        private static void enter(Object monitor) {
            synchronized (monitor) {
            }
        }

        /**
         * A virtual thread parks below a frame of native code, here one that initializes a class, which keeps it on its carrier. A class
         * is initialized once, so each call makes another of the same bytes.
         */
        static void onCarrier(VirtualThreads threads) throws InterruptedException {
            threads.start(Provoked::initialize).join();
        }

        private static void initialize() {
            String file = "/" + Parking.class.getName().replace('.', '/') + ".class";
            try (InputStream bytes = Objects.requireNonNull(Provoked.class.getResourceAsStream(file))) {
                MethodHandles.lookup().defineHiddenClass(bytes.readAllBytes(), true);
            } catch (IOException | IllegalAccessException e) {
                throw new IllegalStateException("a class that parks cannot be made", e);
            }
        }

        private static final class Parking {
            static {
                LockSupport.parkNanos(1_000_000);
            }

            private Parking() {}
        }
    }
}
