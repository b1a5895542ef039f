package dev.linchpin.cli.jvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Another version of a client on the class path.
 *
 * @param files the client and all that it needs
 */
public record OwnVersion(ClientVersion client, List<Path> files) implements OwnJvm {
    public OwnVersion {
        files = List.copyOf(files);
    }

    @Override
    public String label() {
        return client.toString();
    }

    /** What has the client's name, or that of something it needs, makes room. */
    @Override
    public List<String> options(Path folder) throws IOException {
        ClassPath path = ClassPath.ofThisProcess(folder).replacing(files, client.family()::owns);
        return List.of("-cp", path.option());
    }

    @Override
    public List<String> arguments() {
        return List.of();
    }

    /**
     * Which version there is, the client itself says.
     *
     * @throws IllegalStateException if it is another one
     */
    @Override
    public String nameHere(String name, String version) {
        if (!version.equals(client.version())) {
            throw new IllegalStateException(
                    name + " " + version + " has played instead of " + client.version() + ": the class path is wrong");
        }
        return client.nameOf(name);
    }
}
