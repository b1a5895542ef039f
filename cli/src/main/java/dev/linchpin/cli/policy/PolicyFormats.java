package dev.linchpin.cli.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that are known. */
public final class PolicyFormats {
    private static final List<PolicyFormat> ALL = KnownFormat.ALL;

    private PolicyFormats() {}

    /**
     * The format of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static PolicyFormat named(String name) {
        return ALL.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no format \"" + name + "\", expected "
                        + (ALL.size() > 1 ? "one of " : "") + names()));
    }

    static Optional<PolicyFormat> recognise(String fileName, String text) {
        return ALL.stream().filter(format -> format.recognises(fileName, text)).findFirst();
    }

    /** As a list for people. */
    public static String names() {
        return ALL.stream().map(PolicyFormat::name).collect(Collectors.joining(", "));
    }
}
