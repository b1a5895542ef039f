package dev.linchpin.cli;

import dev.linchpin.cli.command.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.AutoComplete;
import picocli.CommandLine;

/** What comes with the command for a shell and for {@code man}: the completion of its arguments, and its pages. */
public final class Handbook {
    private Handbook() {}

    /**
     * Writes the files, the same bytes for the same version. Run by the build.
     *
     * @param arguments the folder, and the version
     */
    public static void main(String[] arguments) throws IOException {
        for (Map.Entry<String, String> file : files(arguments[1]).entrySet()) {
            Path path = Path.of(arguments[0]).resolve(file.getKey());
            Files.createDirectories(path.resolveSibling(""));
            Files.writeString(path, file.getValue());
        }
    }

    /** Their contents by their names, which are relative to the prefix of an installation. */
    static Map<String, String> files(String version) {
        CommandLine linchpin = Main.complete(nobody());
        Map<String, String> files = new TreeMap<>();
        files.put("share/bash-completion/completions/linchpin", AutoComplete.bash("linchpin", linchpin) + "\n");
        addPages(linchpin, version, files);
        return files;
    }

    private static void addPages(CommandLine command, String version, Map<String, String> files) {
        ManPage page = new ManPage(command, version);
        files.put("share/man/man1/" + page.name() + ".1", page.roff());
        for (CommandLine child : command.getSubcommands().values()) {
            addPages(child, version, files);
        }
    }

    private static Terminal nobody() {
        OutputStream nowhere = OutputStream.nullOutputStream();
        return Terminal.of(InputStream.nullInputStream(), nowhere, nowhere, StandardCharsets.UTF_8);
    }
}
