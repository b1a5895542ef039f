package dev.linchpin.cli.jvm;

import dev.linchpin.process.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a JVM of its own is needed for. Two that are equal may share one. */
public interface OwnJvm {
    /** For people to read, and for the names of files. */
    String label();

    /** The program that starts it. */
    default Path java() {
        return Jdk.own().java();
    }

    /**
     * What {@code java} is told, up to the main class: the class path among it.
     *
     * @param folder for files that the JVM needs; empty, and deleted when the JVM has ended
     */
    List<String> options(Path folder) throws IOException;

    /** What the command is told that runs in it. */
    List<String> arguments();

    /** What a client is called here that plays there under this name, in this version. */
    String nameHere(String client, String version);
}
