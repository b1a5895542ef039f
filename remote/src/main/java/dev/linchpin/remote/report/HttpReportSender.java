package dev.linchpin.remote.report;

import dev.linchpin.internal.Quoted;
import dev.linchpin.policy.Hostname;
import dev.linchpin.report.PinReport;
import dev.linchpin.report.PinReportJson;
import dev.linchpin.report.PinReporter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Posts reports to a collector, over HTTPS, without getting in anybody's way. Safe for use by several threads and by several
 * {@code Linchpin}.
 *
 * <pre>{@code
 * HttpReportSender sender = HttpReportSender.builder(URI.create("https://reports.example.com/pins"))
 *         .spool(Path.of("/var/lib/shop/reports"))
 *         .build();
 * Linchpin linchpin = Linchpin.builder().policy(policy).reporter(sender).build();
 * }</pre>
 *
 * <ul>
 *   <li>{@link #report} never waits for the collector: it puts the report into a room of bounded size, and into the spool if there is
 *       one, and returns. A daemon thread of the sender's own does the rest.
 *   <li>Refusals of listed hosts outlive everything else in that room, and are sent first. What is dropped is counted, and the next
 *       report says how many were.
 *   <li>The same is sent once in 24 hours: the same kind of verdict, for the same reason, of the same host with the same chain.
 *   <li>The connection has a TLS of its own, by the platform's trust anchors, and no policy of pins judges it. So a failing pin never
 *       keeps the report of its failure, and no report is the cause of another (RFC 7469 §3).
 *   <li>A collector whose own host is reported as a mismatch is left alone for the longest pause: somebody may be in its place.
 *   <li>Whatever the collector answers, it is followed nowhere, and nothing of it is read but the status and {@code Retry-After}.
 * </ul>
 *
 * <p>A report may arrive twice, if a connection fails after the collector has it, or if the process ends at that moment.
 */
public final class HttpReportSender implements PinReporter, AutoCloseable {
    private final Dispatch dispatch;

    private HttpReportSender(Dispatch dispatch) {
        this.dispatch = dispatch;
        dispatch.start();
    }

    /**
     * Begins a sender to a collector.
     *
     * @throws IllegalArgumentException if this is anything but an absolute https URI, with a host and without a user or a fragment
     */
    public static Builder builder(URI collector) {
        return new Builder(collector);
    }

    /**
     * What a sender has done so far, and what it has before it.
     *
     * @param dropped reports that were dropped for want of room, here or in core, that the collector refused, or that were damaged in
     *     the spool
     * @param lastFailure one line without anything that a peer has chosen
     */
    public record State(long delivered, long waiting, long dropped, Optional<String> lastFailure) {}

    public State state() {
        return dispatch.state();
    }

    /** Takes the report, unless it repeats another, or there is no room for it. A closed sender takes none. */
    @Override
    public void report(PinReport report) {
        dispatch.take(report);
    }

    /** Stops at once. What waits is given up, unless it is in a spool, where the next sender with the same folder finds it. */
    @Override
    public void close() {
        dispatch.close();
    }

    /** Collects the options of a sender. Each may be set once. Not safe for use by several threads. */
    public static final class Builder {
        /** Two full chains as PEM, and the rest: the largest report there is. */
        private static final long SMALLEST_ROOM = 128 * 1024;

        private final URI collector;
        private final Hostname host;
        private @Nullable PinReportJson format;
        private @Nullable SSLContext tls;
        private @Nullable Path spool;
        private @Nullable Long room;
        private @Nullable Duration repeatAfter;
        private @Nullable Integer many;
        private @Nullable Duration per;
        private @Nullable Duration firstPause;
        private @Nullable Duration longestPause;
        private @Nullable Duration timeout;

        private Builder(URI collector) {
            this.collector = collector;
            this.host = host(collector);
        }

        private static Hostname host(URI uri) {
            boolean isPlain = uri.getRawUserInfo() == null && uri.getRawFragment() == null;
            if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || !isPlain) {
                throw new IllegalArgumentException("the collector is " + Quoted.of(uri.toString())
                        + ", expected https://, a host and a path, without a user or a fragment");
            }
            return Hostname.parse(uri.getHost());
        }

        /** What reports say beside the verdict; nothing, and with certificates, unless set. */
        public Builder format(PinReportJson format) {
            this.format = once("format", this.format, format);
            return this;
        }

        /**
         * The TLS of the connection to the collector, the platform's unless set. Not that of a {@code Linchpin} which reports to this
         * sender: what fails there would fail here as well.
         */
        public Builder tls(SSLContext context) {
            this.tls = once("tls", this.tls, context);
            return this;
        }

        /**
         * A folder of this sender's own, in which reports outlive the process. It is made if there is none. Without it, they wait in
         * memory.
         */
        public Builder spool(Path folder) {
            this.spool = once("spool", this.spool, folder);
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new IllegalArgumentException(
                        "the spool is the file " + Quoted.of(folder.toString()) + ", expected a folder, or none yet");
            }
            return this;
        }

        /** How many bytes of reports may wait, in memory and, the same ones, in the spool: 1 MiB unless set, and 128 KiB at least. */
        public Builder room(long bytes) {
            this.room = once("room", this.room, bytes);
            if (bytes < SMALLEST_ROOM || bytes > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("the room for reports is " + bytes + " bytes, expected between "
                        + SMALLEST_ROOM + ", for one with long chains, and " + Integer.MAX_VALUE);
            }
            return this;
        }

        /** How long the same is a repetition that is not sent: 24 hours unless set. With zero, everything is sent. */
        public Builder repeatAfter(Duration window) {
            this.repeatAfter = once("repeatAfter", this.repeatAfter, window);
            if (window.isNegative()) {
                throw new IllegalArgumentException("repeatAfter is " + window + ", expected zero or more");
            }
            return this;
        }

        /** How many reports are sent at most in this time, and at once: 60 an hour unless set. */
        public Builder atMost(int reports, Duration per) {
            this.many = once("atMost", this.many, reports);
            this.per = requirePositive("the time of atMost", per);
            if (reports < 1) {
                throw new IllegalArgumentException("atMost is " + reports + " reports, expected one or more");
            }
            return this;
        }

        /**
         * How long a collector is left alone that has failed: at first, and after ever more failures at most. 10 seconds and an hour
         * unless set; it doubles in between.
         */
        public Builder pause(Duration first, Duration longest) {
            this.firstPause = requirePositive("the first pause", once("pause", this.firstPause, first));
            this.longestPause = requirePositive("the longest pause", longest);
            if (first.compareTo(longest) > 0) {
                throw new IllegalArgumentException(
                        "the first pause is " + first + ", expected no more than the longest, " + longest);
            }
            return this;
        }

        /** How long a collector has for each report, from the name look-up to the status: 30 seconds unless set. */
        public Builder timeout(Duration timeout) {
            this.timeout = requirePositive("the timeout", once("timeout", this.timeout, timeout));
            return this;
        }

        public HttpReportSender build() {
            ScheduledThreadPoolExecutor threads = Dispatch.threads();
            return new HttpReportSender(new Dispatch(
                    host,
                    new Collector(collector, sockets(), or(timeout, Duration.ofSeconds(30)), threads),
                    new Repetitions(or(repeatAfter, Duration.ofHours(24))),
                    new Backlog(or(format, PinReportJson.builder().build()), or(room, 1L << 20)),
                    new Pace(
                            or(many, 60),
                            or(per, Duration.ofHours(1)),
                            or(firstPause, Duration.ofSeconds(10)),
                            or(longestPause, Duration.ofHours(1)),
                            System.nanoTime(),
                            new Random()),
                    threads,
                    spool));
        }

        /** Never the default context of the process, which may be that of the {@code Linchpin} that reports. */
        private SSLSocketFactory sockets() {
            if (tls != null) {
                return tls.getSocketFactory();
            }
            try {
                SSLContext platform = SSLContext.getInstance("TLS");
                platform.init(null, null, null);
                return platform.getSocketFactory();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the platform has no TLS", e);
            }
        }

        private static <T> T or(@Nullable T set, T unlessSet) {
            return set == null ? unlessSet : set;
        }

        /** 24 days are what a socket can count in milliseconds. */
        private static Duration requirePositive(String what, Duration duration) {
            if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(Duration.ofDays(24)) > 0) {
                throw new IllegalArgumentException(
                        what + " is " + duration + ", expected between a millisecond and 24 days");
            }
            return duration;
        }

        private static <T> T once(String option, @Nullable T before, T now) {
            if (before != null) {
                throw new IllegalStateException(option + " is set twice for a sender of reports, expected once");
            }
            return Objects.requireNonNull(now, option);
        }
    }
}
