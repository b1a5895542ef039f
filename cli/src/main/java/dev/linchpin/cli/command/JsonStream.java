package dev.linchpin.cli.command;

import java.io.PrintWriter;
import java.util.Map;

/**
 * An object of JSON, printed as it comes to be: a field with a list of any length, of which one element is in memory at a time, then
 * other fields.
 */
public final class JsonStream {
    private final Terminal terminal;
    private final PrintWriter out;
    private boolean empty = true;

    JsonStream(Terminal terminal, String list) {
        this.terminal = terminal;
        this.out = terminal.out();
        terminal.endProgress();
        out.print("{\n\"" + list + "\" : [ ");
    }

    /** Adds an element to the list. */
    public void add(Object element) {
        terminal.endProgress();
        out.print((empty ? "" : ", ") + Json.write(element));
        out.flush();
        empty = false;
    }

    /** Ends the list, and the object with these fields. */
    public void end(Map<String, ?> fields) {
        terminal.endProgress();
        out.print(empty ? "]" : " ]");
        fields.forEach((name, value) -> out.print(",\n\"" + name + "\" : " + Json.write(value)));
        out.println("\n}");
    }
}
