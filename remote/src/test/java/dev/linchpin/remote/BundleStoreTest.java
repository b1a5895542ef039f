package dev.linchpin.remote;

import static dev.linchpin.remote.TestBundles.AUDIENCE;
import static dev.linchpin.remote.TestBundles.NOW;
import static dev.linchpin.remote.TestBundles.PIN_A;
import static dev.linchpin.remote.TestBundles.PIN_B;
import static dev.linchpin.remote.TestBundles.bundle;
import static dev.linchpin.remote.TestBundles.draft;
import static dev.linchpin.remote.TestBundles.policy;
import static dev.linchpin.remote.TestBundles.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.policy.PinRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left after a crash, on a spoilt disk, and with a store that somebody else has written. */
class BundleStoreTest {
    private static final TestSigner ANNA = TestSigner.of("Anna");
    private static final TestSigner BEN = TestSigner.of("Ben");
    private static final TestSigner CLARA = TestSigner.of("Clara");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("data").resolve("bundles");
    }

    @Test
    void nothing_has_been_adopted_where_there_is_no_store() {
        AdoptedBundles adopted = open();
        assertEquals(StoreStatus.EMPTY, adopted.status());
        assertEquals(Optional.empty(), adopted.last());
    }

    @Test
    void a_restart_finds_what_was_adopted_and_the_floor_with_it() throws Exception {
        assertEquals(bundle(7), open().adopt(TestSigner.sign(bundle(7), ANNA), NOW));
        AdoptedBundles restarted = open();
        assertEquals(StoreStatus.READ, restarted.status());
        assertEquals(Optional.of(bundle(7)), restarted.last());
        refused(BundleRefusal.OLDER_VERSION, () -> restarted.adopt(TestSigner.sign(bundle(6), ANNA), NOW));
        assertEquals(Optional.of(bundle(7)), restarted.last());
    }

    /** The same document again, with another signature under it, is nothing new. */
    @Test
    void the_same_bundle_is_not_stored_again() throws Exception {
        AdoptedBundles adopted = open();
        adopted.adopt(TestSigner.sign(bundle(7), ANNA), NOW);
        byte[] before = Files.readAllBytes(file);
        adopted.adopt(TestSigner.sign(bundle(7), BEN, ANNA), NOW);
        assertTrue(Arrays.equals(before, Files.readAllBytes(file)));
    }

    /**
     * <pre>
     *  Anna ──8: Anna, Ben──► Ben ──9──► ──10: Ben, Clara──► Clara ──11──►   restart, with Anna built in
     * </pre>
     */
    @Test
    void a_restart_follows_the_successions_of_keys_from_the_built_in_ones() throws Exception {
        AdoptedBundles adopted = open();
        adopted.adopt(TestSigner.sign(bundle(7), ANNA), NOW);
        adopted.adopt(TestSigner.sign(next(8, BEN), ANNA, BEN), NOW);
        adopted.adopt(TestSigner.sign(bundle(9), BEN), NOW);
        assertEquals(Optional.of(bundle(9)), open().last());
        adopted.adopt(TestSigner.sign(next(10, CLARA), BEN, CLARA), NOW);
        for (long version = 11; version < 90; version++) {
            adopted.adopt(TestSigner.sign(next(version, CLARA), CLARA), NOW);
        }
        AdoptedBundles restarted = open();
        assertEquals(Optional.of(next(89, CLARA)), restarted.last());
        refused(BundleRefusal.TOO_FEW_SIGNATURES, () -> restarted.adopt(TestSigner.sign(bundle(99), ANNA), NOW));
        restarted.adopt(TestSigner.sign(bundle(99), CLARA), NOW);
    }

    @Test
    void an_update_of_the_application_may_build_later_keys_in() throws Exception {
        AdoptedBundles adopted = open();
        adopted.adopt(TestSigner.sign(next(8, BEN), ANNA, BEN), NOW);
        adopted.adopt(TestSigner.sign(bundle(9), BEN), NOW);
        BundleVerifier ben = BundleVerifier.of(AUDIENCE, TestSigner.threshold(1, BEN));
        AdoptedBundles updated = AdoptedBundles.open(BundleStore.in(file), ben, BundleLimits.none(), 1);
        assertEquals(Optional.of(bundle(9)), updated.last());
    }

    /** What is written into the store of an application has to be signed, as what comes from the network. */
    @Test
    void a_store_that_somebody_else_has_written_is_not_trusted() throws Exception {
        BundleStore.in(file).exclusively(() -> {
            BundleStore.in(file).write(List.of(TestSigner.sign(bundle(99), BEN)));
            return file;
        });
        AdoptedBundles adopted = open();
        assertEquals(StoreStatus.NOT_TRUSTED, adopted.status());
        assertEquals(Optional.empty(), adopted.last());
        adopted.adopt(TestSigner.sign(bundle(7), ANNA), NOW);
        assertEquals(StoreStatus.READ, open().status());
    }

    @Test
    void a_store_beyond_the_limits_of_an_updated_application_is_not_trusted() throws Exception {
        open().adopt(TestSigner.sign(bundle(7), ANNA), NOW);
        BundleLimits locked = BundleLimits.builder()
                .lock(PinRule.builder("api.example.com").pins(PIN_A, PIN_B).build())
                .build();
        assertEquals(
                StoreStatus.NOT_TRUSTED,
                AdoptedBundles.open(BundleStore.in(file), verifier(), locked, 1).status());
        AdoptedBundles newer = AdoptedBundles.open(BundleStore.in(file), verifier(), BundleLimits.none(), 8);
        assertEquals(StoreStatus.NOT_TRUSTED, newer.status());
        refused(BundleRefusal.OLDER_VERSION, () -> newer.adopt(TestSigner.sign(bundle(7), ANNA), NOW));
    }

    /** <pre>  bundle 7 stored  ──  cut off, overwritten, or flipped at every byte  ──►  corrupt, and says so  </pre> */
    @Test
    void a_store_that_is_spoilt_at_any_byte_is_corrupt() throws Exception {
        open().adopt(TestSigner.sign(bundle(7), ANNA), NOW);
        byte[] old = Files.readAllBytes(file);
        open().adopt(TestSigner.sign(bundle(8), ANNA), NOW);
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 1;
            byte[] torn = old.clone();
            System.arraycopy(whole, 0, torn, 0, Math.min(i, old.length));
            byte[] zeros = Arrays.copyOf(Arrays.copyOf(whole, i), whole.length);
            for (byte[] spoilt : List.of(Arrays.copyOf(whole, i), flipped, torn, zeros)) {
                Files.write(file, spoilt);
                boolean intact = Arrays.equals(spoilt, whole) || Arrays.equals(spoilt, old);
                StoreStatus expected = intact ? StoreStatus.READ : StoreStatus.CORRUPT;
                assertEquals(expected, open().status(), "at byte " + i);
            }
        }
    }

    @Test
    void a_process_that_runs_keeps_its_floor_when_the_store_is_spoilt_under_it() throws Exception {
        AdoptedBundles adopted = open();
        adopted.adopt(TestSigner.sign(bundle(7), ANNA), NOW);
        Files.writeString(file, "spoilt");
        refused(BundleRefusal.OLDER_VERSION, () -> adopted.adopt(TestSigner.sign(bundle(6), ANNA), NOW));
        Files.delete(file);
        refused(BundleRefusal.OLDER_VERSION, () -> adopted.adopt(TestSigner.sign(bundle(6), ANNA), NOW));
        adopted.adopt(TestSigner.sign(bundle(8), ANNA), NOW);
        assertEquals(Optional.of(bundle(8)), open().last());
    }

    @Test
    void two_processes_with_one_store_never_go_back() throws Exception {
        AdoptedBundles one = open();
        AdoptedBundles other = open();
        one.adopt(TestSigner.sign(bundle(8), ANNA), NOW);
        refused(BundleRefusal.OLDER_VERSION, () -> other.adopt(TestSigner.sign(bundle(7), ANNA), NOW));
        assertEquals(Optional.of(bundle(8)), open().last());
    }

    @Test
    void a_bundle_that_cannot_be_stored_is_not_adopted() throws Exception {
        AdoptedBundles adopted = open();
        adopted.adopt(TestSigner.sign(bundle(7), ANNA), NOW);
        for (String step : List.of("create", "write", "force", "move")) {
            BundleStore full = BundleStore.in(file, before -> {
                if (before.equals(step)) {
                    throw new IOException("no space");
                }
            });
            AdoptedBundles failing = AdoptedBundles.open(full, verifier(), BundleLimits.none(), 1);
            assertThrows(IOException.class, () -> failing.adopt(TestSigner.sign(bundle(8), ANNA), NOW));
            assertEquals(Optional.of(bundle(7)), failing.last());
            assertEquals(Optional.of(bundle(7)), open().last());
        }
    }

    @Test
    void a_folder_in_place_of_the_store_is_said_to_be_unreadable() throws Exception {
        Files.createDirectories(file);
        AdoptedBundles adopted = open();
        assertEquals(StoreStatus.UNREADABLE, adopted.status());
        assertThrows(IOException.class, () -> adopted.adopt(TestSigner.sign(bundle(7), ANNA), NOW));
        assertEquals(Optional.empty(), adopted.last());
    }

    /**
     * Ends an adoption before each of its steps, as a machine that stops there would leave it, with as much of the new file beside the store
     * as can have been written.
     */
    @Test
    void a_stop_before_any_step_leaves_the_old_bundle_or_the_new_one() throws Exception {
        Set<String> steps = new TreeSet<>();
        for (int stop = 0; ; stop++) {
            Path store = folder.resolve("at-" + stop).resolve("bundles");
            int[] left = {stop};
            String[] at = {null};
            open(store).adopt(TestSigner.sign(bundle(7), ANNA), NOW);
            BundleStore stopping = BundleStore.in(store, step -> {
                if (left[0]-- == 0) {
                    at[0] = step;
                    throw new Stopped();
                }
            });
            AdoptedBundles adopting = AdoptedBundles.open(stopping, verifier(), BundleLimits.none(), 1);
            try {
                adopting.adopt(TestSigner.sign(bundle(8), ANNA), NOW);
                break;
            } catch (Stopped expected) {
                steps.add(at[0]);
            }
            boolean moved = at[0].equals("force folder") || at[0].equals("end");
            assertEquals(Optional.of(bundle(moved ? 8 : 7)), open(store).last(), at[0]);
            open(store).adopt(TestSigner.sign(bundle(9), ANNA), NOW);
            assertEquals(Optional.of(bundle(9)), open(store).last(), "after a stop before " + at[0]);
        }
        assertEquals(Set.of("create", "write", "force", "move", "force folder", "end"), steps);
    }

    /** Whatever a process that was killed has left beside the store, it is not read, and the next adoption overwrites it. */
    @Test
    void a_half_written_file_beside_the_store_counts_for_nothing() throws Exception {
        open().adopt(TestSigner.sign(bundle(8), ANNA), NOW);
        byte[] later = Files.readAllBytes(file);
        byte[] stored = TestSigner.sign(bundle(7), ANNA);
        Files.delete(file);
        open().adopt(stored, NOW);
        Path beside = file.resolveSibling(".bundles.new");
        for (int length = 0; length <= later.length; length++) {
            Files.write(beside, Arrays.copyOf(later, length));
            assertArrayEquals(stored, BundleStore.in(file).read().orElseThrow().get(0));
        }
        open().adopt(TestSigner.sign(bundle(9), ANNA), NOW);
        assertEquals(Optional.of(bundle(9)), open().last());
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(
                    List.of(".bundles.lock", "bundles"),
                    files.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    private static final class Stopped extends Error {
        private static final long serialVersionUID = 1;
    }

    private static Bundle next(long version, TestSigner keys) {
        return draft(version)
                .policy(policy())
                .nextKeys(TestSigner.threshold(1, keys))
                .build();
    }

    private static BundleVerifier verifier() {
        return BundleVerifier.of(AUDIENCE, TestSigner.threshold(1, ANNA));
    }

    private AdoptedBundles open() {
        return open(file);
    }

    private static AdoptedBundles open(Path store) {
        return AdoptedBundles.open(BundleStore.in(store), verifier(), BundleLimits.none(), 1);
    }
}
