package dev.linchpin.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles all Java code that Markdown and Javadoc show, but for what is copied from a test and is compiled there.
 * {@link SnippetSource} says what such code may leave out. docs/frameworks.md and docs/listeners.md have a test of their own, in
 * examples, where the frameworks are on the class path.
 */
class DocumentedCodeTest {
    @TempDir
    Path classes;

    @TestFactory
    Stream<DynamicTest> compiles() throws IOException {
        Path repository = PublishedModule.repository();
        List<String> tests = textsOfTests(repository);
        List<DynamicTest> documents = new ArrayList<>();
        for (Path document : documents(repository)) {
            List<Snippet> snippets = Snippet.in(repository, document);
            if (!snippets.isEmpty()) {
                String name = repository.relativize(document).toString();
                documents.add(DynamicTest.dynamicTest(name, () -> assertEquals("", errorsIn(snippets, tests))));
            }
        }
        return documents.stream();
    }

    @Test
    void says_in_which_line_of_the_document_the_code_is_wrong() {
        List<Snippet> snippets = Snippet.inMarkdown(
                "a.md",
                List.of(
                        "Text",
                        "```java",
                        "import java.util.List;",
                        "List<String> right = List.of();",
                        "String wrong = right;",
                        "```",
                        "```sh",
                        "no java",
                        "```"));
        assertEquals(
                "a.md:5: incompatible types: java.util.List<java.lang.String> cannot be converted to java.lang.String",
                errorsIn(snippets, List.of()));
    }

    @Test
    void reads_whole_classes_from_javadoc() {
        List<Snippet> snippets = Snippet.inJavadoc(
                "A.java",
                List.of(
                        "/**",
                        " * <pre>{@code",
                        " * public final class Mine {",
                        " *     final Linchpin mine = null;",
                        " *     int wrong = mine;",
                        " * }",
                        " * }</pre>",
                        " */"));
        assertEquals(
                "A.java:5: incompatible types: dev.linchpin.Linchpin cannot be converted to int",
                errorsIn(snippets, List.of()));
    }

    private static List<String> textsOfTests(Path repository) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path module : modules(repository)) {
            addFiles(files, module.resolve("src/test/java"), Integer.MAX_VALUE, ".java");
        }
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(Snippet.withoutBlanks(Files.readAllLines(file)));
        }
        return texts;
    }

    private static List<Path> documents(Path repository) throws IOException {
        List<Path> documents = new ArrayList<>();
        addFiles(documents, repository, 1, ".md");
        addFiles(documents, repository.resolve("docs"), Integer.MAX_VALUE, ".md");
        documents.remove(repository.resolve("docs/frameworks.md"));
        documents.remove(repository.resolve("docs/listeners.md"));
        for (Path module : modules(repository)) {
            addFiles(documents, module.resolve("src/main/java"), Integer.MAX_VALUE, ".java");
            addFiles(documents, module, 1, ".md");
        }
        return documents;
    }

    private static List<Path> modules(Path repository) throws IOException {
        try (Stream<Path> folders = Files.list(repository)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .sorted()
                    .toList();
        }
    }

    private static void addFiles(List<Path> to, Path folder, int depth, String ending) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder, depth)) {
                files.filter(file -> file.toString().endsWith(ending)).sorted().forEach(to::add);
            }
        }
    }

    /** @param tests where an excerpt of one of them comes from, which is compiled there */
    private String errorsIn(List<Snippet> snippets, List<String> tests) {
        List<String> ownPackages = PublishedModule.exportedPackages().toList();
        List<SnippetSource> sources = new ArrayList<>();
        DocumentedClient client = DocumentedClient.JDK;
        for (Snippet snippet : snippets) {
            client = DocumentedClient.namedIn(snippet).orElse(client);
            if (tests.stream().noneMatch(snippet::isExcerptOf)) {
                sources.add(new SnippetSource(snippet, sources.size() + 1, ownPackages, client));
            }
        }
        if (sources.isEmpty()) {
            return "";
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-proc:none",
                "--class-path",
                String.join(
                        File.pathSeparator,
                        PublishedModule.classPath().stream().map(Path::toString).toList()),
                "-d",
                classes.toString());
        ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostics, options, null, sources)
                .call();
        List<String> errors = diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(DocumentedCodeTest::describe)
                .toList();
        return String.join("\n", errors);
    }

    private static String describe(Diagnostic<? extends JavaFileObject> error) {
        String where = error.getSource() instanceof SnippetSource source
                ? source.snippet().document() + ":" + error.getLineNumber() + ": "
                : "";
        return where + error.getMessage(null);
    }
}
