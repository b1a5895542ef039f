package dev.linchpin.gauntlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void prints() {
        try (Gauntlet gauntlet = Gauntlet.open()) {
            List<Result> bad = gauntlet.playAll(new YourDriver())
                    .filter(Result::unexpected)
                    .toList();
            bad.forEach(System.out::println);
            assertEquals(List.of(), bad);
        }
    }
}
