package dev.linchpin.benchmarks;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where something was measured.
 *
 * @param load runnable threads, averaged over the minute before the run: more than 1 means that others were at work too
 */
@JsonPropertyOrder({"processor", "processors", "memoryGiB", "system", "jvm", "load"})
record Machine(String processor, int processors, long memoryGiB, String system, String jvm, double load) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final double GIBIBYTE = 1L << 30;

    static Machine here() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                linuxName().orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                Math.round(system.getTotalMemorySize() / GIBIBYTE),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                Metric.rounded(system.getSystemLoadAverage()));
    }

    /** As Linux names it. */
    private static Optional<String> linuxName() {
        try (Stream<String> lines = Files.lines(PROCESSORS, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException notLinux) {
            return Optional.empty();
        }
    }
}
