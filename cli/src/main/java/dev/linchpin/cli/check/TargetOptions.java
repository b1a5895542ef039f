package dev.linchpin.cli.check;

import dev.linchpin.cli.peer.Endpoint;
import dev.linchpin.cli.policy.Unreadable;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which hosts are checked: those that are named, or else the single hosts of the policy. */
final class TargetOptions {
    private static final String ONE_LABEL = "*.";
    private static final String SUBTREE = "**.";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--host",
            paramLabel = "HOST[:PORT]",
            description = "Check this host instead of those in FILE; may be repeated.")
    private List<String> names = List.of();

    @Option(
            names = "--hosts",
            paramLabel = "FILE",
            description = "Check the hosts in this file, HOST[:PORT] one per line; # begins a comment.")
    private @Nullable Path file;

    /**
     * Those to check, each when it is asked for.
     *
     * @throws ParameterException if there is none, or one is malformed; from a pipe, that is seen when it is its turn
     */
    Stream<Endpoint> targets(PinPolicy policy) {
        if (isNamed()) {
            List<Endpoint> named =
                    names.stream().map(name -> parse(name, "--host ")).toList();
            return file == null ? named.stream() : Stream.concat(named.stream(), fromFile(file, named.isEmpty()));
        }
        List<Endpoint> listed = patterns(policy)
                .filter(pattern -> !pattern.startsWith(ONE_LABEL))
                .map(pattern -> parse(withoutWildcard(pattern), ""))
                .distinct()
                .toList();
        if (listed.isEmpty()) {
            throw bad("the policy names no single host, expected --host with one that it covers");
        }
        return listed.stream();
    }

    /** The patterns of the policy of which no host is checked. */
    List<String> unchecked(PinPolicy policy) {
        return isNamed()
                ? List.of()
                : patterns(policy)
                        .filter(pattern -> pattern.startsWith(ONE_LABEL))
                        .toList();
    }

    private boolean isNamed() {
        return file != null || !names.isEmpty();
    }

    private static Stream<String> patterns(PinPolicy policy) {
        return policy.rules().stream().map(PinRule::hosts).map(HostPattern::toString);
    }

    private static String withoutWildcard(String pattern) {
        String host = pattern.startsWith(SUBTREE) ? pattern.substring(SUBTREE.length()) : pattern;
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private Endpoint parse(String text, String option) {
        try {
            return Endpoint.parse(text);
        } catch (IllegalArgumentException e) {
            throw bad(option + text + ": " + e.getMessage() + ", expected HOST[:PORT]");
        }
    }

    /** A file is read twice, so that it is known to be good before the first host is asked. What is none can be read once only. */
    private Stream<Endpoint> fromFile(Path path, boolean required) {
        if (Files.isRegularFile(path)) {
            try (Stream<Endpoint> all = read(path)) {
                if (all.count() == 0 && required) {
                    throw bad("--hosts " + path + " names no host, expected HOST[:PORT] in a line");
                }
            }
        }
        return read(path);
    }

    private Stream<Endpoint> read(Path path) {
        try {
            BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8);
            return IntStream.iterate(1, number -> number + 1)
                    .mapToObj(number -> new Line(number, next(lines, path)))
                    .takeWhile(line -> line.text() != null)
                    .filter(line -> !line.host().isEmpty())
                    .map(line -> parse(line.host(), "--hosts " + path + ", line " + line.number() + ": "))
                    .onClose(() -> close(lines));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private @Nullable String next(BufferedReader lines, Path path) {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static void close(BufferedReader lines) {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ParameterException unreadable(Path path, IOException e) {
        return bad("--hosts " + path + ": " + Unreadable.reason(e));
    }

    private ParameterException bad(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }

    private record Line(int number, @Nullable String text) {
        String host() {
            return text == null ? "" : text.replaceFirst("#.*", "").strip();
        }
    }
}
