package dev.linchpin.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Java code that a document shows: in Markdown between fences marked {@code java}, in Javadoc in a {@code pre} element that
 * holds one {@code code} tag.
 *
 * @param document where it stands, from the root of the repository
 * @param line of the document where its first line is, from 1
 * @param lines the code, as the reader sees it
 */
record Snippet(String document, int line, List<String> lines) {
    private static final Pattern FENCE = Pattern.compile("\\s*```(.*)");
    private static final Pattern JAVADOC_LINE = Pattern.compile("\\s*\\* ?(.*)");
    private static final String JAVADOC_START = "<pre>{@code";
    private static final String JAVADOC_END = "}</pre>";

    static List<Snippet> in(Path repository, Path file) throws IOException {
        String document = repository.relativize(file).toString();
        List<String> lines = Files.readAllLines(file);
        return document.endsWith(".md") ? inMarkdown(document, lines) : inJavadoc(document, lines);
    }

    static List<Snippet> inMarkdown(String document, List<String> lines) {
        List<Snippet> found = new ArrayList<>();
        int start = -1;
        boolean java = false;
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                continue;
            }
            if (start < 0) {
                start = i + 1;
                java = fence.group(1).strip().equals("java");
            } else {
                if (java) {
                    found.add(new Snippet(document, start + 1, lines.subList(start, i)));
                }
                start = -1;
            }
        }
        return found;
    }

    static List<Snippet> inJavadoc(String document, List<String> lines) {
        List<Snippet> found = new ArrayList<>();
        int start = -1;
        List<String> code = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (start >= 0) {
                int end = line.indexOf(JAVADOC_END);
                code.add(withoutStar(end < 0 ? line : line.substring(0, end)));
                if (end >= 0) {
                    found.add(new Snippet(document, start + 1, List.copyOf(code)));
                    start = -1;
                }
            } else if (line.contains(JAVADOC_START)) {
                start = i;
                code.clear();
                code.add(line.substring(line.indexOf(JAVADOC_START) + JAVADOC_START.length()));
            }
        }
        return found;
    }

    boolean isExcerptOf(String test) {
        return test.contains(withoutBlanks(lines));
    }

    static String withoutBlanks(List<String> lines) {
        return String.join("", lines).replaceAll("\\s", "");
    }

    private static String withoutStar(String line) {
        Matcher matcher = JAVADOC_LINE.matcher(line);
        return (matcher.matches() ? matcher.group(1) : line).replace("&#64;", "@");
    }

    @Override
    public String toString() {
        return document + ":" + line;
    }
}
