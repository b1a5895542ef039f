package dev.linchpin.build;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.tools.SimpleJavaFileObject;

/**
 * A snippet as a source file that compiles: each line of it stands on the line where it stands in the document, so that
 * the compiler speaks of the document.
 *
 * <p>A snippet that declares a type at its left margin is a source file already. Any other is the body of a method that
 * may throw anything, with its imports moved out. Either sees the packages of {@link #IMPORTS}, those of the client that
 * the document named last, the fields of {@link #GIVEN} and a {@code client}.
 */
final class SnippetSource extends SimpleJavaFileObject {
    /** What a reader of our documents takes as known, beside the exported packages of Linchpin. */
    static final List<String> IMPORTS = List.of(
            "java.io",
            "java.nio.file",
            "java.security.cert",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "javax.net.ssl");

    /** What earlier lines of a document may have made. */
    static final String GIVEN = "static dev.linchpin.Linchpin linchpin;"
            + " static dev.linchpin.policy.PinPolicy policy;"
            + " static java.security.cert.X509Certificate certificate;"
            + " static java.util.List<java.security.cert.X509Certificate> chain;"
            + " static dev.linchpin.pki.TestCertificate leaf;"
            + " static dev.linchpin.gauntlet.client.Driver driver;"
            + " static dev.linchpin.vectors.Implementation implementation;";

    private static final Pattern TYPE = Pattern.compile(
            "((public|final|abstract|sealed|non-sealed|strictfp) )*(class|interface|enum|record|@interface) .*");
    private static final Pattern IMPORT = Pattern.compile("\\s*import\\s.*;\\s*");

    private final Snippet snippet;
    private final String text;

    SnippetSource(Snippet snippet, int number, List<String> ownPackages, DocumentedClient client) {
        super(URI.create("snippet:///" + snippet.document()), Kind.SOURCE);
        this.snippet = snippet;
        this.text = textOf(snippet, number, ownPackages, client);
    }

    Snippet snippet() {
        return snippet;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }

    /** A document may be called anything, whatever class it shows. */
    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
        return kind == Kind.SOURCE;
    }

    @Override
    public NestingKind getNestingKind() {
        return NestingKind.TOP_LEVEL;
    }

    @Override
    public Modifier getAccessLevel() {
        return Modifier.PUBLIC;
    }

    private static String textOf(Snippet snippet, int number, List<String> ownPackages, DocumentedClient client) {
        List<String> body = new ArrayList<>();
        StringBuilder head = new StringBuilder("package snippet").append(number).append(';');
        for (String line : snippet.lines()) {
            boolean isImport = IMPORT.matcher(line).matches();
            if (isImport) {
                head.append(line.strip());
            }
            body.add(isImport ? "" : line);
        }
        String code = String.join("\n", body);
        ownPackages.forEach(name -> head.append("import ").append(name).append(".*;"));
        IMPORTS.forEach(name -> head.append("import ").append(name).append(".*;"));
        client.packages().forEach(name -> head.append("import ").append(name).append(".*;"));

        boolean wholeFile =
                snippet.lines().stream().anyMatch(line -> TYPE.matcher(line).matches());
        String open = wholeFile
                ? ""
                : "class Snippet {" + GIVEN + "static " + client.type() + " client;"
                        + " void snippet() throws Throwable {";
        String close = wholeFile ? "" : "\n}}";
        // The first line of a document is never code, so the head always has a line to stand on.
        return "\n".repeat(Math.max(0, snippet.line() - 2)) + head + open + "\n" + code + close + "\n";
    }
}
