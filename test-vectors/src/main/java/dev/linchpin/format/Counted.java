package dev.linchpin.format;

/** Numbers of things. */
public final class Counted {
    private Counted() {}

    public static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
