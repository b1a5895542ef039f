package dev.linchpin.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
    private final WeakIdentityMap<List<String>, String> map = new WeakIdentityMap<>();

    @Test
    void keeps_equal_objects_apart() {
        List<String> one = new ArrayList<>();
        List<String> other = new ArrayList<>();
        map.putIfAbsent(one, "one");
        assertNull(map.get(other));
        map.putIfAbsent(other, "other");
        assertEquals("one", map.get(one));
        assertEquals("other", map.get(other));
        one.add("which changes its hash code");
        assertEquals("one", map.get(one));
    }

    @Test
    void keeps_the_first_value() {
        List<String> key = new ArrayList<>();
        map.putIfAbsent(key, "first");
        map.putIfAbsent(key, "second");
        assertEquals("first", map.get(key));
        assertEquals(1, map.size());
    }

    @Test
    void forgets_what_nobody_holds() throws Exception {
        List<String> held = new ArrayList<>();
        map.putIfAbsent(held, "held");
        for (int i = 0; i < 1_000; i++) {
            map.putIfAbsent(new ArrayList<>(), "gone");
        }
        WeakReference<Object> last = new WeakReference<>(new Object());
        while (last.get() != null || map.size() > 500) { // as long as the collector takes
            System.gc();
            Thread.sleep(10);
            map.putIfAbsent(held, "again");
        }
        assertEquals("held", map.get(held));
        assertTrue(map.size() < 1_000);
    }
}
