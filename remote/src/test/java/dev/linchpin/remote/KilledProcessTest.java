package dev.linchpin.remote;

import static dev.linchpin.remote.TestBundles.AUDIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * <pre>
 *  process:  adopt 1, adopt 2, adopt 3 …  SIGKILL          restart: the last that it told of, or the one after
 * </pre>
 *
 * <p>{@code -Dbundle.kills=200} kills so often, in the course of some minutes; ten without it.
 */
class KilledProcessTest {
    private static final int KILLS = Integer.getInteger("bundle.kills", 10);

    @TempDir
    Path folder;

    @Test
    void a_process_that_is_killed_while_it_adopts_restarts_into_the_old_bundle_or_the_new_one() throws Exception {
        Path store = folder.resolve("bundles");
        Random random = new Random(13);
        long floor = 0;
        int adoptions = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int lines = 1 + random.nextInt(20);
            long told = floor;
            Process process = start(store);
            try (BufferedReader output = process.inputReader()) {
                assertEquals("found " + floor, output.readLine());
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    told = Long.parseLong(line.replace("adopted ", ""));
                    if (--lines == 0) {
                        busyFor(random.nextInt(
                                3_000_000)); // Some point of the next adoption, which takes a few milliseconds.
                        process.toHandle().destroyForcibly(); // Which leaves its last words readable.
                    }
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
            AdoptedBundles restarted = AdoptedBundles.open(
                    BundleStore.in(store),
                    BundleVerifier.of(AUDIENCE, TestSigner.threshold(1, TestSigner.of("Anna"))),
                    BundleLimits.none(),
                    1);
            assertEquals(StoreStatus.READ, restarted.status());
            long found = restarted.last().orElseThrow().version();
            assertTrue(found == told || found == told + 1, "told of " + told + ", found " + found);
            adoptions += (int) (found - floor);
            floor = found;
        }
        assertTrue(adoptions >= KILLS, () -> "fewer adoptions than kills: " + KILLS);
    }

    private static void busyFor(long nanos) {
        for (long end = System.nanoTime() + nanos; System.nanoTime() < end; ) {
            Thread.onSpinWait();
        }
    }

    private static Process start(Path store) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AdoptingProcess.class.getName(),
                        store.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
