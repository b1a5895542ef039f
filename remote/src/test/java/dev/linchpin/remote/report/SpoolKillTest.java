package dev.linchpin.remote.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed while they spool, and what the next one finds. {@link SpoolTest} tears files at every byte. */
@Timeout(300)
class SpoolKillTest {
    private static final int KILLS = 4;

    @TempDir
    Path folder;

    /**
     * <pre>
     *   process 1  taken taken taken ✗ killed
     *   process 2                      taken taken ✗ killed
     *   …
     *   sender                                               all that were taken, and the collector is there
     * </pre>
     */
    @Test
    void what_was_taken_before_the_process_was_killed_arrives() throws Exception {
        Random random = new Random(13);
        List<String> taken = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            taken.addAll(killAfter(1 + random.nextInt(40), "p" + kill + "r"));
        }
        try (CollectorServer collector = CollectorServer.start(CollectorServer.TAKES);
                HttpReportSender sender = HttpReportSender.builder(collector.uri())
                        .tls(CollectorServer.trusting(CollectorServer.ROOT))
                        .spool(folder)
                        .atMost(100_000, Duration.ofSeconds(1))
                        .build()) {
            List<String> arrived = new ArrayList<>();
            Set<String> missing = new HashSet<>(taken);
            while (!missing.isEmpty()) {
                String body = collector.next().body();
                assertEquals(0, Reports.told(body), "none was damaged");
                arrived.add(Reports.host(body));
                missing.remove(Reports.host(body));
            }
            assertEquals(arrived.stream().distinct().toList(), arrived, "each once");
            assertEquals(0, sender.state().dropped());
            assertTrue(arrived.size() <= taken.size() + KILLS, "at most one of each process was on its way");
        }
        try (Spool spool = Spool.open(folder)) {
            assertTrue(spool.load(1 << 20).reports().size() <= KILLS + 1, "what has arrived is gone from the disk");
        }
    }

    /** What the process has said to have taken by the time it was dead. */
    private List<String> killAfter(int reports, String prefix) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpoolingProcess.class.getName(),
                        "https://localhost:1/pins",
                        folder.toString(),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> taken = new ArrayList<>();
        try (BufferedReader out = process.inputReader(UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                taken.add(line);
                if (taken.size() == reports) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            assertTrue(taken.size() >= reports, e::toString); // The pipe of a process that is dead.
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertTrue(taken.size() >= reports, () -> "it died by itself, after " + taken);
        String last = taken.get(taken.size() - 1);
        if (!last.endsWith(".test")) {
            taken.remove(last); // The kill came in the middle of the line.
        }
        return taken;
    }
}
