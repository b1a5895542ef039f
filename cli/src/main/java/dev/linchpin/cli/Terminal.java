package dev.linchpin.cli;

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
 * never replaced by a question mark. Control characters are escaped as well, since much of the text was written by others and
 * could steer a terminal. For use by one thread.
 */
public final class Terminal {
    private static final String ERASE_LINE = "\r\u001b[K";

    private final InputStream in;
    private final PrintWriter out;
    private final PrintWriter err;
    private final CharsetEncoder encoder;
    private final @Nullable Console console;
    private boolean progressShown;

    private Terminal(InputStream in, OutputStream out, OutputStream err, Charset charset, @Nullable Console console) {
        this.in = in;
        this.out = new PrintWriter(new OutputStreamWriter(out, charset), true);
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
                new FileOutputStream(FileDescriptor.out),
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
        return new Terminal(in, out, err, charset, null);
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

    /** Prints one line, or several, of the result. */
    public void print(String text) {
        line().text(text).print();
    }

    /** Begins a line of the result that has parts in different styles. */
    public Line line() {
        return new Line();
    }

    /** Says in one sentence what is wrong. */
    public void complain(String sentence) {
        endProgress();
        err.println("linchpin: " + showable(sentence).replace("\n", " "));
    }

    /** Tells of something that happens beside the result, in a line. */
    public void tell(String sentence) {
        endProgress();
        err.println(showable(sentence).replace("\n", " "));
    }

    /** Tells whoever waits how far the work has come; each call replaces the one before. */
    public void progress(String text) {
        if (console != null) {
            err.print(ERASE_LINE + showable(text));
            err.flush();
            progressShown = true;
        }
    }

    /** Tells of a step of work that takes minutes: on a terminal in place of the one before, elsewhere as a line of its own. */
    public void step(String text) {
        if (console == null) {
            err.println(showable(text));
        } else {
            progress(text);
        }
    }

    private void endProgress() {
        if (progressShown) {
            err.print(ERASE_LINE);
            err.flush();
            progressShown = false;
        }
    }

    /** Whether nobody reads any more what is printed. */
    public boolean isGone() {
        return out.checkError();
    }

    /** The symbol, or its replacement where that cannot be shown. */
    public String symbol(String symbol, String ascii) {
        return encoder.canEncode(symbol) ? symbol : ascii;
    }

    /** Asks for a password without echo; null if there is nobody to ask. */
    public char @Nullable [] askPassword(String prompt) {
        return console == null ? null : console.readPassword("%s", showable(prompt));
    }

    private String showable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            String character = Character.toString(c);
            boolean fine = c == '\n' || (!isControl(c) && encoder.canEncode(character));
            shown.append(fine ? character : String.format("\\u{%x}", c));
        });
        return shown.toString();
    }

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
            content.append(showable(text));
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
            content.append(Style.on(styles)).append(showable(text)).append(Style.reset.on());
            return this;
        }

        public void print() {
            endProgress();
            out.println(content);
        }
    }
}
