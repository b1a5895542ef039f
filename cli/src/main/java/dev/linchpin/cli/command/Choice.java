package dev.linchpin.cli.command;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a repeatable option chooses from. */
public final class Choice {
    private Choice() {}

    /**
     * Those that are named, in their own order; all of them if none is named.
     *
     * @param kind what they are, in the singular
     * @throws ParameterException if a name is nobody's
     */
    public static <T> List<T> among(
            List<T> all, Function<T, String> name, String kind, List<String> names, CommandSpec command) {
        List<String> known = all.stream().map(name).distinct().toList();
        for (String wanted : names) {
            if (!known.contains(wanted)) {
                throw new ParameterException(
                        command.commandLine(),
                        "there is no " + kind + " \"" + wanted + "\"; the nearest are " + Nearest.to(wanted, known));
            }
        }
        return names.isEmpty()
                ? all
                : all.stream().filter(one -> names.contains(name.apply(one))).toList();
    }
}
