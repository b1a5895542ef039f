package dev.linchpin.cli.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.policy.PinPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every change of a template shows in review: {@code src/test/golden} holds what each target makes of three policies. {@code -Demit.accept} rewrites it. */
class GoldenCodeTest {
    private static final Path GOLDEN = Path.of("src/test/golden/emit");

    static List<String> targets() {
        return Targets.names();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void writes_what_it_wrote_before(String name) throws IOException {
        Map<String, String> written = new TreeMap<>();
        SamplePolicies.all().forEach((policy, rules) -> written.putAll(write(Targets.named(name), policy, rules)));
        Path folder = GOLDEN.resolve(name);
        if (Boolean.getBoolean("emit.accept")) {
            replace(folder, written);
        }
        assertEquals(written, read(folder), "the golden files of " + name);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void says_which_host_lacks_a_backup(String name) {
        EmittedCode code = emit(Targets.named(name), SamplePolicies.all().get("no-backup"));
        assertEquals(List.of("api.example.com"), code.withoutBackup());
        String text = code.files().values().iterator().next();
        assertTrue(text.contains("linchpin backup --host api.example.com"), "tells how to make one:\n" + text);
    }

    /** Text that others chose stays in its comment, in one line, in every language. */
    @ParameterizedTest
    @MethodSource("targets")
    void keeps_hostile_descriptions_inert(String name) {
        EmittedCode code = emit(Targets.named(name), SamplePolicies.oneHost());
        String text = code.files().values().iterator().next();
        assertTrue(
                text.lines()
                        .noneMatch(line -> line.contains("*/ --") || line.contains("-->  ") || line.equals("rm -rf")),
                text);
    }

    private static EmittedCode emit(Target target, PinPolicy policy) {
        return new Emitter(target, SamplePolicies::describe).emit(policy);
    }

    /** Files by name below the folder of the target; copies of recipes are compared where they are tested. */
    private static Map<String, String> write(Target target, String policy, PinPolicy rules) {
        EmittedCode code = emit(target, rules);
        Map<String, String> files = new TreeMap<>();
        target.files().stream()
                .filter(file -> file.template().isPresent())
                .forEach(file ->
                        files.put(policy + "/" + file.name(), code.files().get(file.name())));
        files.put(policy + "/notes.txt", String.join("\n", code.notes()) + "\n");
        return files;
    }

    private static Map<String, String> read(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
                }
            }
        }
        return files;
    }

    private static void replace(Path folder, Map<String, String> files) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).forEach(GoldenCodeTest::delete);
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
