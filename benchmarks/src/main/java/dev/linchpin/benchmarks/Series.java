package dev.linchpin.benchmarks;

import java.util.Locale;

/** Whose numbers a mark in a chart shows: the same colour in all of them. */
enum Series {
    HANDSHAKE("whole handshake"),
    LINCHPIN("Linchpin"),
    OK_HTTP("OkHttp");

    private final String title;

    Series(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Its class in the style of the drawing. */
    String style() {
        return name().toLowerCase(Locale.ROOT).replace("_", "");
    }
}
