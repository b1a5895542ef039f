package dev.linchpin.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A file that an option asks for; none if it was not given. */
public record ReportFile(@Nullable Path path, CommandSpec command) {
    /** Before the work, lest it be in vain: makes the folder. */
    public void prepare() {
        Path folder = path == null ? null : path.toAbsolutePath().getParent();
        if (folder != null) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw cannotWrite(path + ": " + folder + " is no folder");
            }
        }
    }

    public void write(Supplier<String> text) {
        if (path != null) {
            try {
                Files.writeString(path, text.get());
            } catch (IOException e) {
                throw cannotWrite(e.getMessage() + (e instanceof NoSuchFileException ? ": no such file" : ""));
            }
        }
    }

    private ParameterException cannotWrite(String what) {
        return new ParameterException(command.commandLine(), "cannot write " + what);
    }
}
