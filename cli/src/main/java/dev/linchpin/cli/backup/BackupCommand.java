package dev.linchpin.cli.backup;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.privatekey.KeyPassOption;
import dev.linchpin.cli.privatekey.NewFiles;
import dev.linchpin.policy.Hostname;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code linchpin backup}. */
@Command(
        name = "backup",
        description = {
            "Makes a key pair and a certificate request for it, and prints the pin: a backup, before there is any certificate.",
            "",
            "NAME.key is the private key (PEM, PKCS#8), which only you can read, NAME.csr the request (PKCS#10). Neither is ever"
                    + " overwritten.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Both files are written.",
            "2:Bad usage, or a file that cannot be written; then neither is there."
        })
public final class BackupCommand implements Callable<Integer> {
    /** The longest common name (RFC 5280, appendix A.1). */
    private static final int MAX_COMMON_NAME = 64;

    private static final String WILDCARD = "*.";

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Whose certificate it is to be: a host, an address, or *.DOMAIN; may be repeated.")
    private List<String> hosts = List.of();

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            description = "The subject, such as CN=api.example.com,O=Example; the first host unless given.")
    private @Nullable String subject;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "p256",
            description = "p256, which is the default, or rsa (3072 bits).")
    private String type = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "NAME",
            defaultValue = ".",
            description = "What to write: NAME.key and NAME.csr; in a folder, they are named after the first host.")
    private Path output = Path.of("");

    @ArgGroup(exclusive = true)
    private @Nullable KeyPassOption passphrase;

    @Option(names = "--json", description = "Print {pin, keyAlgorithm, key, request, encrypted}.")
    private boolean json;

    public BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            List<GeneralName> names = hosts.stream().map(BackupCommand::name).toList();
            X500Name distinguished = subject();
            char[] secret = passphrase == null ? null : passphrase.read();
            BackupKey.Type wanted = type();
            NewFiles files = files();
            terminal.progress("making a key ...");
            BackupKey key = BackupKey.generate(wanted);
            files.write(key.privateKeyPem(secret), key.requestPem(distinguished, names));
            print(key, files, secret != null);
            return 0;
        } catch (IllegalArgumentException | IOException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private BackupKey.Type type() {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "p256" -> BackupKey.Type.P256;
            case "rsa" -> BackupKey.Type.RSA;
            default -> throw new IllegalArgumentException("--type " + type + " is unknown, expected p256 or rsa");
        };
    }

    private static GeneralName name(String host) {
        String base = host.startsWith(WILDCARD) ? host.substring(WILDCARD.length()) : host;
        Hostname parsed = Hostname.parse(base);
        if (parsed.isAddress()) {
            return new GeneralName(GeneralName.iPAddress, parsed.toString());
        }
        return new GeneralName(GeneralName.dNSName, base.equals(host) ? parsed.toString() : WILDCARD + parsed);
    }

    private X500Name subject() {
        if (subject != null) {
            try {
                return new X500Name(subject);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "--subject " + subject
                                + " is no distinguished name, expected one such as CN=api.example.com,O=Example",
                        e);
            }
        } else if (hosts.isEmpty()) {
            throw new IllegalArgumentException("nobody is named, expected --host or --subject");
        }
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
        if (hosts.get(0).length() <= MAX_COMMON_NAME) {
            name.addRDN(BCStyle.CN, hosts.get(0));
        }
        return name.build();
    }

    private NewFiles files() {
        Path name = output;
        if (Files.isDirectory(output)) {
            String host = hosts.isEmpty() ? "backup" : hosts.get(0);
            name = output.resolve(host.replace("*", "wildcard").replace(':', '-'))
                    .normalize();
        }
        return new NewFiles(
                name.resolveSibling(name.getFileName() + ".key"), name.resolveSibling(name.getFileName() + ".csr"));
    }

    private void print(BackupKey key, NewFiles files, boolean encrypted) {
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("pin", key.pin());
            fields.put("keyAlgorithm", key.type().toString());
            fields.put("key", files.secret().toString());
            fields.put("request", files.open().toString());
            fields.put("encrypted", encrypted);
            terminal.printJson(fields);
            return;
        }
        terminal.line().styled("bold", key.pin()).text("  " + key.type()).print();
        terminal.print("private key:          " + files.secret() + (encrypted ? " (encrypted)" : " (not encrypted)"));
        terminal.print("certificate request:  " + files.open());
        terminal.print(
                "Next: add the pin to the rule, beside the one in use; take the key off this machine, to where neither the");
        terminal.print(
                "server nor whoever breaks into it can get at it; keep the request, which an authority signs on the day.");
    }
}
