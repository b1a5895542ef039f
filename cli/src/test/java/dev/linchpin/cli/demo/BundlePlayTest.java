package dev.linchpin.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BundlePlayTest {
    /**
     * <pre>
     *  rotation under load · rollback by an attacker · one stolen key of three · a mismatch that heals · an origin that is frozen
     * </pre>
     */
    @Test
    void everything_comes_as_it_should() throws Exception {
        List<BundlePlay.Step> steps = BundlePlay.play();
        assertEquals(List.of(), steps.stream().filter(step -> !step.expected()).toList());
        assertEquals(5, steps.size());
        assertTrue(steps.get(0).outcome().endsWith(" requests, 0 failed"), steps.toString());
        assertTrue(steps.get(1).outcome().contains("expected 2 or a later one"), steps.toString());
    }
}
