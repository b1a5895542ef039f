package dev.linchpin.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The few legitimate differences between implementations. An implementation declares each once and is held to it. */
public final class Choices {
    private static final Map<String, List<String>> OPTIONS = new LinkedHashMap<>();

    static {
        OPTIONS.put("public-suffix-pattern", List.of("refuse", "allow"));
        OPTIONS.put("placeholder-pin", List.of("refuse", "accept"));
        OPTIONS.put("prefix-case", List.of("refuse", "accept"));
        OPTIONS.put("backup-pin", List.of("required", "optional"));
        OPTIONS.put("overlap", List.of("most-specific", "union"));
        OPTIONS.put("underscore", List.of("accept", "refuse"));
        OPTIONS.put("date-only", List.of("start-of-day", "refuse"));
        OPTIONS.put("idna-deviation", List.of("refuse", "map"));
    }

    private Choices() {}

    public static List<String> names() {
        return List.copyOf(OPTIONS.keySet());
    }

    /** The options of a choice, Linchpin's first; {@link IllegalArgumentException} if there is no such choice. */
    public static List<String> options(String choice) {
        List<String> options = OPTIONS.get(choice);
        if (options == null) {
            throw new IllegalArgumentException(
                    "choice \"" + choice + "\", expected one of " + new ArrayList<>(OPTIONS.keySet()));
        }
        return options;
    }

    /** The option of Linchpin, and of whoever does not mention the choice. */
    public static String linchpins(String choice) {
        return Objects.requireNonNull(options(choice).get(0));
    }

    /** All choices as Linchpin makes them. */
    public static Map<String, String> linchpins() {
        Map<String, String> made = new LinkedHashMap<>();
        OPTIONS.forEach((choice, options) -> made.put(choice, options.get(0)));
        return made;
    }
}
