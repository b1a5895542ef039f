package dev.linchpin.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class Sha256Test {
    /** FIPS 180-4, the example of one block. */
    @Test
    void hashes_the_example_of_the_standard() {
        byte[] abc = "-abc-".getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(
                HexFormat.of().parseHex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                Sha256.of(new Slice(abc, 1, 3)).bytes());
    }

    @Test
    void is_not_troubled_by_a_hash_that_failed_before() {
        byte[] key = {1, 2, 3};
        Sha256 before = Sha256.of(new Slice(key, 0, 3));
        assertThrows(IllegalArgumentException.class, () -> Sha256.of(new Slice(key, 0, 4)));
        assertEquals(before, Sha256.of(new Slice(key, 0, 3)));
    }

    /** Two threads in one digest would mix two keys into a hash of neither. */
    @Test
    void never_lets_two_threads_use_one_digest() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> hashing = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                Random random = new Random(thread);
                hashing.add(() -> {
                    MessageDigest own = MessageDigest.getInstance("SHA-256");
                    for (int round = 0; round < 20_000; round++) {
                        byte[] key = new byte[1 + random.nextInt(300)];
                        random.nextBytes(key);
                        assertArrayEquals(
                                own.digest(key),
                                Sha256.of(new Slice(key, 0, key.length)).bytes());
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(hashing)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
