package dev.linchpin.cli.check;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/** Text that a peer chose, made fit for a page and a message: in one line, of bounded length, and of characters that show what they are. */
final class ForeignText {
    private static final int MAX_CHARS = 300;

    private ForeignText() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MAX_CHARS).forEach(c -> {
            if (isPlain(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(String.format("\\u{%x}", c));
            }
        });
        return text.codePointCount(0, text.length()) > MAX_CHARS ? shown + "…" : shown.toString();
    }

    /** The subject of a certificate; the first alternative name where that is empty. */
    static String subject(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        return of(subject.isEmpty() ? alternativeName(certificate) : subject);
    }

    private static String alternativeName(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null || names.isEmpty()
                    ? ""
                    : "SAN:" + names.iterator().next().get(1);
        } catch (CertificateParsingException e) {
            return "";
        }
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
