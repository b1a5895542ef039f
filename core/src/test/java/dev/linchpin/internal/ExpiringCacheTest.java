package dev.linchpin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpiringCacheTest {
    private static final Instant FROM = Instant.parse("2026-11-21T00:00:00Z");
    private static final Instant END = FROM.plusSeconds(60);

    @Test
    void answers_only_within_its_time() {
        ExpiringCache<String, String> cache = new ExpiringCache<>(4);
        cache.put("key", "value", FROM, END);
        assertEquals("value", cache.get("key", FROM));
        assertEquals("value", cache.get("key", END.minusNanos(1)));
        assertNull(cache.get("key", END));
        assertNull(cache.get("key", FROM.minusNanos(1)), "the clock went back");
        assertNull(cache.get("other", FROM));
    }

    /** Whether an answer is still held shows when the clock goes back into its time. */
    @Test
    void lets_go_of_what_is_over_when_another_answer_comes() {
        ExpiringCache<Integer, String> cache = new ExpiringCache<>(4);
        cache.put(0, "over", FROM, END);
        cache.put(1, "over, too", FROM, END.minusSeconds(1));
        cache.put(2, "not yet", FROM, END.plusNanos(1));
        cache.put(3, "another", END, END.plusSeconds(60));
        assertNull(cache.get(0, FROM));
        assertNull(cache.get(1, FROM));
        assertEquals("not yet", cache.get(2, FROM));
    }

    @Test
    void holds_no_more_than_its_slots() {
        ExpiringCache<Integer, Integer> cache = new ExpiringCache<>(8);
        for (int i = 0; i < 1_000; i++) {
            cache.put(i, i, FROM, END);
        }
        long held = IntStream.range(0, 1_000)
                .filter(i -> cache.get(i, FROM) != null)
                .count();
        assertTrue(held > 0 && held <= 8, "holds " + held);
    }

    @Test
    void never_answers_for_another_key_under_contention() throws Exception {
        ExpiringCache<Integer, Integer> cache = new ExpiringCache<>(2);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Random random = new Random(t);
                work.add(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        int key = random.nextInt(16);
                        Integer value = cache.get(key, FROM);
                        assertTrue(value == null || value == key * 31);
                        cache.put(key, key * 31, FROM, END);
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refuses_a_size_that_is_no_power_of_two() {
        assertThrows(IllegalArgumentException.class, () -> new ExpiringCache<String, String>(3));
    }
}
