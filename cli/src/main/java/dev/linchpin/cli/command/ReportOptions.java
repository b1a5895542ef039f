package dev.linchpin.cli.command;

import dev.linchpin.format.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a command that judges: files in which it tells what came of it, beside what it prints. */
public final class ReportOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Also write JUnit XML, a suite for each that is judged.")
    private @Nullable Path junit;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write a page to look things up in, with every deviation.")
    private @Nullable Path html;

    /** Whether any file is wanted. */
    public boolean areGiven() {
        return junit != null || html != null;
    }

    /**
     * Before the work, lest it be in vain: makes the folders.
     *
     * @throws ParameterException if a file is to be where no folder can be
     */
    public void prepare() {
        prepare(junit);
        prepare(html);
    }

    private void prepare(@Nullable Path file) {
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (folder != null) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw cannotWrite(file + ": " + folder + " is no folder");
            }
        }
    }

    /**
     * Writes the files that are wanted, which name where they come from.
     *
     * @throws ParameterException if one cannot be written
     */
    public void write(
            Supplier<Provenance> provenance, Function<Provenance, String> xml, Function<Provenance, String> page) {
        if (areGiven()) {
            Provenance origin = provenance.get();
            write(junit, () -> xml.apply(origin));
            write(html, () -> page.apply(origin));
        }
    }

    private void write(@Nullable Path file, Supplier<String> text) {
        if (file != null) {
            try {
                Files.writeString(file, text.get());
            } catch (IOException e) {
                throw cannotWrite(e.getMessage() + (e instanceof NoSuchFileException ? ": no such file" : ""));
            }
        }
    }

    private ParameterException cannotWrite(String what) {
        return new ParameterException(command.commandLine(), "cannot write " + what);
    }
}
