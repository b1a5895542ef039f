package dev.linchpin.cli.target;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Swift on this machine, which may run behind a wrapper, as {@code .ci/toolchains} installs it. */
final class SwiftCode {
    private static final String WRAPPER = "linchpin-sid";

    private SwiftCode() {}

    record Ended(int exitCode, String output) {}

    static boolean isHere(String program) {
        return find(program).isPresent();
    }

    static Ended compile(List<String> arguments) throws IOException, InterruptedException {
        return run(Stream.concat(Stream.of(find("swiftc").orElseThrow().toString()), arguments.stream())
                .toList());
    }

    /** How to start a program that the compiler has made. */
    static List<String> command(Path program) {
        List<String> command = new ArrayList<>();
        find(WRAPPER).map(Path::toString).ifPresent(command::add);
        command.add(program.toString());
        return command;
    }

    static Ended run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
