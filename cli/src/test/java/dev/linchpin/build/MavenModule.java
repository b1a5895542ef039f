package dev.linchpin.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A module of this build, as its POM has it.
 *
 * @param folder in the repository; empty for the root
 */
record MavenModule(String folder, Element pom) {
    static MavenModule root() {
        return in("");
    }

    /** The root, and the modules that it lists. */
    static List<MavenModule> all() {
        MavenModule root = root();
        return Stream.concat(
                        Stream.of(root), texts(root.pom, "modules", "module").map(MavenModule::in))
                .toList();
    }

    /** Those that a release has. */
    static List<MavenModule> published() {
        return all().stream().filter(MavenModule::isPublished).toList();
    }

    private static MavenModule in(String folder) {
        Path file = PublishedModule.repository().resolve(folder).resolve("pom.xml");
        return new MavenModule(folder, read(file));
    }

    static Element read(Path xml) {
        try (var in = Files.newInputStream(xml)) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new AssertionError(xml + " cannot be read", e);
        }
    }

    String artifact() {
        return text(pom, "artifactId").orElseThrow();
    }

    /** Its own, or that of its parent. */
    String version() {
        return text(pom, "version").or(() -> text(pom, "parent", "version")).orElseThrow();
    }

    Optional<String> text(String... path) {
        return text(pom, path);
    }

    List<Coordinates> managed() {
        return elements(pom, "dependencyManagement", "dependencies", "dependency")
                .map(Coordinates::of)
                .toList();
    }

    /** Whether a release has it. */
    boolean isPublished() {
        return !text("properties", "maven.deploy.skip").equals(Optional.of("true"));
    }

    static Optional<String> text(Element in, String... path) {
        return texts(in, path).findFirst();
    }

    static Stream<String> texts(Element in, String... path) {
        return elements(in, path).map(element -> element.getTextContent().strip());
    }

    /** The elements at the end of a path of children. */
    static Stream<Element> elements(Element in, String... path) {
        Stream<Element> found = Stream.of(in);
        for (String name : path) {
            found = found.flatMap(element -> children(element, name).stream());
        }
        return found;
    }

    private static List<Element> children(Element of, String name) {
        List<Element> children = new ArrayList<>();
        for (Node child = of.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }

    @Override
    public String toString() {
        return artifact();
    }
}
