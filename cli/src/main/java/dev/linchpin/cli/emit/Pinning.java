package dev.linchpin.cli.emit;

import dev.linchpin.pin.Pin;
import dev.linchpin.policy.PinPolicy;
import java.util.Map;

/**
 * What is to be written down.
 *
 * @param descriptions what the pins are the pins of, as far as anybody said; others may have chosen the words
 */
record Pinning(PinPolicy policy, Map<Pin, String> descriptions) {
    Pinning {
        descriptions = Map.copyOf(descriptions);
    }

    String describe(Pin pin) {
        return descriptions.getOrDefault(pin, "");
    }
}
