package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A framework, with the client below it, as an example wires it.
 *
 * @param name as the table shows it
 * @param example the file that shows how, in the sources of this module
 * @param type of the framework itself, which tells its version
 * @param peer a server that it talks to
 */
record Framework(String name, String example, Class<?> type, Peer.Kind peer, Wiring wiring) {
    private static final Pattern VERSION = Pattern.compile("-(\\d[\\w.]*)\\.jar$");

    /** Wires a framework to one server. */
    @FunctionalInterface
    interface Wiring {
        Player wire(Linchpin linchpin, String host, int port) throws Exception;
    }

    /** The version on the class path, which is the one played. */
    String version() {
        if (type.getProtectionDomain().getCodeSource() == null) {
            return "JDK";
        }
        Path jar = Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
        Matcher version = VERSION.matcher(jar.getFileName().toString());
        return version.find() ? version.group(1) : "";
    }

    @Override
    public String toString() {
        return name;
    }
}
