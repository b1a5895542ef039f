package dev.linchpin.cli.bundle;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.privatekey.KeyPassOption;
import dev.linchpin.cli.privatekey.NewFiles;
import dev.linchpin.cli.privatekey.PrivateKeyPem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code linchpin bundle keygen}. */
@Command(
        name = "keygen",
        description = {
            "Makes a key that signs bundles, and prints its id.",
            "",
            "NAME.key is the private key (PEM, PKCS#8), which only you can read, NAME.pub the public one, which applications are"
                    + " built with. Neither is ever overwritten.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Both files are written.",
            "2:Bad usage, or a file that cannot be written; then neither is there."
        })
public final class KeygenCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "es256",
            description = "es256, which every platform verifies and is the default, or ed25519.")
    private String type = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "NAME",
            required = true,
            description = "What to write: NAME.key and NAME.pub.")
    private Path output = Path.of("");

    @ArgGroup(exclusive = true)
    private @Nullable KeyPassOption passphrase;

    @Option(names = "--json", description = "Print {id, algorithm, key, publicKey, encrypted}.")
    private boolean json;

    public KeygenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            boolean ed25519 = switch (type.toLowerCase(Locale.ROOT)) {
                case "es256" -> false;
                case "ed25519" -> true;
                default ->
                    throw new IllegalArgumentException("--type " + type + " is unknown, expected es256 or ed25519");
            };
            if (output.getFileName() == null) {
                throw new IllegalArgumentException("--output " + output + " is no name of a file");
            }
            char[] secret = passphrase == null ? null : passphrase.read();
            NewFiles files = new NewFiles(
                    output.resolveSibling(output.getFileName() + ".key"),
                    output.resolveSibling(output.getFileName() + ".pub"));
            SecretKey key = SecretKey.generate(ed25519);
            files.write(
                    PrivateKeyPem.write(key.privateKey(), secret),
                    key.publicKey().pem());
            print(key, files, secret != null);
            return 0;
        } catch (IllegalArgumentException | IOException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void print(SecretKey key, NewFiles files, boolean encrypted) {
        String algorithm = key.publicKey().algorithm().jwsName();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", key.publicKey().id());
            fields.put("algorithm", algorithm);
            fields.put("key", files.secret().toString());
            fields.put("publicKey", files.open().toString());
            fields.put("encrypted", encrypted);
            terminal.printJson(fields);
            return;
        }
        terminal.line()
                .styled("bold", key.publicKey().id())
                .text("  " + algorithm)
                .print();
        terminal.print("private key:  " + files.secret() + (encrypted ? " (encrypted)" : " (not encrypted)"));
        terminal.print("public key:   " + files.open());
    }
}
