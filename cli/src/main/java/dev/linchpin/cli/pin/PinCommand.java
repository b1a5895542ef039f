package dev.linchpin.cli.pin;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.peer.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linchpin pin}. */
@Command(
        name = "pin",
        description = {
            "Prints the pin of every certificate and public key in each SOURCE, one per line: pin, subject, expiry.",
            "",
            "A SOURCE is a file (PEM or DER with certificates, certificate requests or public keys; PKCS#7; a key"
                    + " store), - for standard input, or host[:port] or"
                    + " https://host[:port] for the certificates that a TLS server presents.",
            "A file goes before a host of the same name. Private keys are never read.",
            "Of the chain of a server, it is also told what comes of pinning each certificate: below the lines on a"
                    + " terminal, else on standard error.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Every source was read.", "2:Bad usage, or a source that cannot be read; the others were."})
public final class PinCommand implements Callable<Integer> {
    private static final int MAX_TIMEOUT = 3600;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "SOURCE", description = "A file, a host, or - for standard input.")
    private List<String> sources = List.of();

    @Option(
            names = "--json",
            description =
                    "Print an array of {source, index, kind, subject, notAfter, pin, certificatePin, keyAlgorithm, role,"
                            + " lifetimeDays, consequence}.")
    private boolean json;

    @ArgGroup(exclusive = true)
    private @Nullable StorePassOption storePassword;

    @Option(
            names = "--connect",
            paramLabel = "ADDRESS[:PORT]",
            description = "Connect to this address, but ask for the host of the SOURCE.")
    private @Nullable String connect;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long a host may take to answer; ${DEFAULT-VALUE} unless given.")
    private int timeout;

    public PinCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        checkUsage();
        List<PinOutput.Row> all = new ArrayList<>();
        PinOutput output = new PinOutput(terminal, sources.size() > 1, Instant.now());
        boolean failed = false;
        for (String text : sources) {
            try {
                Source source = Source.parse(text);
                FoundKeys found = read(text, source);
                List<PinOutput.Row> rows = PinOutput.rows(text, found);
                if (json) {
                    all.addAll(rows);
                } else {
                    output.print(rows);
                    output.explain(found.chains());
                }
                if (source instanceof Source.Host) {
                    output.warnOfNetwork(text, json || !terminal.isWatched());
                }
            } catch (SourceException e) {
                terminal.complain(nameOf(text) + ": " + e.getMessage());
                failed = true;
            }
        }
        if (json) {
            terminal.printJson(all);
        }
        return failed ? 2 : 0;
    }

    private void checkUsage() {
        if (timeout < 1 || timeout > MAX_TIMEOUT) {
            throw new ParameterException(
                    spec.commandLine(), "--timeout " + timeout + " is not between 1 and " + MAX_TIMEOUT + " seconds");
        }
        if (connect != null) {
            address(connect, 1);
        }
    }

    private FoundKeys read(String text, Source source) throws SourceException {
        if (source instanceof Source.Host host) {
            terminal.progress("asking " + host.endpoint() + " ...");
            Endpoint peer = host.endpoint();
            Endpoint address = connect == null ? peer : address(connect, peer.port());
            return PeerKeys.read(peer, address, Duration.ofSeconds(timeout));
        }
        byte[] content = source instanceof Source.File file ? file.content() : standardInput();
        return FoundKeys.of(Encodings.read(content, () -> password(text)));
    }

    private Endpoint address(String text, int port) {
        try {
            return Endpoint.parse(text, port);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--connect " + text + ": " + e.getMessage() + ", expected ADDRESS[:PORT]", e);
        }
    }

    private byte[] standardInput() throws SourceException {
        try {
            return Source.readAll(terminal.in());
        } catch (IOException e) {
            throw new SourceException("it cannot be read: " + e.getMessage(), e);
        }
    }

    private char[] password(String source) throws SourceException {
        if (storePassword != null) {
            return storePassword.read();
        }
        char[] answer = terminal.askPassword("Password of " + nameOf(source) + ": ");
        if (answer == null) {
            throw new SourceException("it needs a password, expected --storepass");
        }
        return answer;
    }

    private static String nameOf(String source) {
        return source.equals("-") ? "standard input" : source.isEmpty() ? "\"\"" : source;
    }
}
