package dev.linchpin.config;

import dev.linchpin.internal.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A directive of RFC 7469 §2.1.
 *
 * @param name in lower case: names are compared without regard to case
 * @param value with quoted pairs resolved (RFC 9110 §5.6.4); nothing if there is none
 * @param isQuoted whether it is a quoted string and not a token
 */
record Directive(Located name, Optional<Located> value, boolean isQuoted) {
    /** That a text is none, and from where. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int offset;

        SyntaxException(int offset, String message) {
            super(message);
            this.offset = offset;
        }

        int offset() {
            return offset;
        }
    }

    /** The directives between two places of a text. */
    static List<Directive> parse(SourceText source, int start, int end) throws SyntaxException {
        Scanner scanner = new Scanner(source, start, end);
        List<Directive> directives = new ArrayList<>();
        do {
            directives.add(scanner.directive());
        } while (scanner.semicolon());
        return directives;
    }

    private static final class Scanner {
        private final SourceText source;
        private final String text;
        private final int end;
        private int at;

        Scanner(SourceText source, int start, int end) {
            this.source = source;
            this.text = source.text();
            this.end = end;
            this.at = start;
            skipBlanks();
        }

        Directive directive() throws SyntaxException {
            Located name = token("a directive");
            Located lower = new Located(name.text().toLowerCase(Locale.ROOT), name.position());
            if (at == end || text.charAt(at) != '=') {
                return new Directive(lower, Optional.empty(), false);
            }
            at++;
            boolean quoted = at < end && text.charAt(at) == '"';
            return new Directive(lower, Optional.of(quoted ? quotedString() : token("a value")), quoted);
        }

        /** Whether another directive follows. */
        boolean semicolon() throws SyntaxException {
            skipBlanks();
            if (at == end) {
                return false;
            }
            if (text.charAt(at) != ';') {
                throw new SyntaxException(at, "expected \";\" or the end of the field");
            }
            at++;
            skipBlanks();
            return true;
        }

        private Located token(String what) throws SyntaxException {
            int start = at;
            while (at < end && isTokenCharacter(text.charAt(at))) {
                at++;
            }
            if (at == start) {
                throw new SyntaxException(at, "expected " + what);
            }
            return Located.at(source.position(start, at), text.substring(start, at));
        }

        private Located quotedString() throws SyntaxException {
            int start = ++at;
            StringBuilder content = new StringBuilder();
            while (at < end && text.charAt(at) != '"') {
                if (text.charAt(at) == '\\' && at + 1 < end) {
                    at++;
                }
                if (!isQuotable(text.charAt(at))) {
                    throw new SyntaxException(at, "expected no control character in a quoted string");
                }
                content.append(text.charAt(at++));
            }
            if (at == end) {
                throw new SyntaxException(start - 1, "expected a quotation mark at the end of the quoted string");
            }
            return Located.at(source.position(start, at++), content.toString());
        }

        private void skipBlanks() {
            while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
        }

        private static boolean isQuotable(char c) {
            return c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff);
        }

        private static boolean isTokenCharacter(char c) {
            return Ascii.isUpper(c) || Ascii.isLower(c) || Ascii.isDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
    }
}
