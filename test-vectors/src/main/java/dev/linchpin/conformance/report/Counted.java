package dev.linchpin.conformance.report;

/** Numbers of things. */
final class Counted {
    private Counted() {}

    static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
