package dev.linchpin.cli.command;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Where a command reads and writes. Output is UTF-8, unless a terminal shows another character set: what that lacks is escaped,
 * never replaced by a question mark. Much of the text was written by others – subjects of certificates, names of programs, what a
 * peer answers – so whatever could break a line, move the cursor or turn the direction of writing is escaped here, for all
 * commands. A line ends where the program ends it, and nowhere else. For use by one thread.
 */
public final class Terminal {
    private static final String ERASE_LINE = "\r\u001b[K";

    private final InputStream in;
    private final Outlet result;
    private final PrintWriter out;
    private final PrintWriter err;
    private final CharsetEncoder encoder;
    private final @Nullable Console console;
    private boolean progressShown;

    private Terminal(InputStream in, Outlet result, OutputStream err, Charset charset, @Nullable Console console) {
        this.in = in;
        this.result = result;
        this.out = new PrintWriter(new OutputStreamWriter(result, charset), true);
        this.err = new PrintWriter(new OutputStreamWriter(err, charset), true);
        this.encoder = charset.newEncoder();
        this.console = console;
    }

    /** Those of this process. */
    public static Terminal ofProcess() {
        Console console = Optional.ofNullable(System.console())
                .filter(Terminal::isTerminal)
                .orElse(null);
        return new Terminal(
                System.in,
                Outlet.ofProcess(),
                new FileOutputStream(FileDescriptor.err),
                console == null ? StandardCharsets.UTF_8 : console.charset(),
                console);
    }

    /** Up to Java 21 there is a console only where there is a terminal; since Java 22 it has to be asked. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException upToJava21) {
            return true;
        }
    }

    /** Streams behind which nobody sits. */
    public static Terminal of(InputStream in, OutputStream out, OutputStream err, Charset charset) {
        return new Terminal(in, Outlet.to(out), err, charset, null);
    }

    public InputStream in() {
        return in;
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    Ansi ansi() {
        return console == null ? Ansi.OFF : Ansi.AUTO;
    }

    /** Whether somebody sees the result at once: it goes to a terminal. */
    public boolean isWatched() {
        return console != null;
    }

    /** Prints one line of the result. */
    public void print(String text) {
        line().text(text).print();
    }

    /** Prints text of any number of lines as it is: code, in which this program has left nothing that others chose unescaped. */
    public void printCode(String text) {
        endProgress();
        out.print(text);
        out.flush();
    }

    /** Prints a value as JSON, which escapes what it quotes by itself. */
    public void printJson(Object value) {
        endProgress();
        out.println(Json.write(value));
    }

    /** Begins an object of JSON whose first field is a list of any length. */
    public JsonStream beginJson(String list) {
        return new JsonStream(this, list);
    }

    /** Begins a line of the result that has parts in different styles. */
    public Line line() {
        return new Line();
    }

    /** Says in one sentence what is wrong. */
    public void complain(String sentence) {
        endProgress();
        err.println("linchpin: " + inOneLine(sentence));
    }

    /** Tells of something that happens beside the result, in a line. */
    public void tell(String sentence) {
        endProgress();
        err.println(inOneLine(sentence));
    }

    /** What others said in several lines stays readable in one. */
    private String inOneLine(String sentence) {
        return shown(sentence.replace('\n', ' '));
    }

    /** Tells whoever mends the program where it failed. */
    void trace(Throwable failure) {
        String head = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            err.println(head + shown(cause.toString()));
            for (StackTraceElement frame : cause.getStackTrace()) {
                err.println("\tat " + frame);
            }
            head = "Caused by: ";
        }
    }

    /** Tells whoever waits how far the work has come; each call replaces the one before. */
    public void progress(String text) {
        if (console != null) {
            err.print(ERASE_LINE + shown(text));
            err.flush();
            progressShown = true;
        }
    }

    /** Tells of a step of work that takes minutes: on a terminal in place of the one before, elsewhere as a line of its own. */
    public void step(String text) {
        if (console == null) {
            err.println(shown(text));
        } else {
            progress(text);
        }
    }

    void endProgress() {
        if (progressShown) {
            err.print(ERASE_LINE);
            err.flush();
            progressShown = false;
        }
    }

    /** Whether the result goes nowhere any more. */
    public boolean isGone() {
        return out.checkError();
    }

    /** Why the result could not be written; nothing if all of it was, or if its reader has had enough. */
    Optional<String> writeFailure() {
        return isGone() ? result.failure() : Optional.empty();
    }

    /** The symbol, or its replacement where that cannot be shown. */
    public String symbol(String symbol, String ascii) {
        return encoder.canEncode(symbol) ? symbol : ascii;
    }

    /** Asks for a password without echo; null if there is nobody to ask. */
    public char @Nullable [] askPassword(String prompt) {
        return console == null ? null : console.readPassword("%s", shown(prompt));
    }

    /** The text as {@link #print} and all others here show it, always in one line. */
    public String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            String character = Character.toString(c);
            boolean fine = !isControl(c) && encoder.canEncode(character);
            shown.append(fine ? character : String.format("\\u{%x}", c));
        });
        return shown.toString();
    }

    /** C0, C1 and delete; bidirectional controls (Unicode TR 9) and what else is invisible; halves of surrogate pairs; ends of lines. */
    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** A line under construction. */
    public final class Line {
        private final StringBuilder content = new StringBuilder();

        private Line() {}

        public Line text(String text) {
            content.append(shown(text));
            return this;
        }

        /**
         * Adds text in a style.
         *
         * @param style in picocli's words, such as {@code bold,red}; no style may be the only sign of anything
         */
        public Line styled(String style, String text) {
            if (!ansi().enabled()) {
                return text(text);
            }
            IStyle[] styles = Style.parse(style);
            content.append(Style.on(styles)).append(shown(text)).append(Style.reset.on());
            return this;
        }

        public void print() {
            endProgress();
            out.println(content);
        }
    }
}
