package dev.linchpin.cli.bundle;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.policy.AtomicFile;
import dev.linchpin.cli.policy.Unreadable;
import dev.linchpin.cli.privatekey.KeyPassOption;
import dev.linchpin.remote.BundleRefusedException;
import dev.linchpin.remote.SignedBundle;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linchpin bundle sign}. */
@Command(
        name = "sign",
        description = {
            "Makes a bundle of a policy file and signs it, or adds one more signature to a bundle.",
            "",
            "With --policy, FILE is written and must not be there. Without, it is a bundle that somebody else has signed, on another"
                    + " machine: look at it first, with bundle show, or bundle diff.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:The bundle is written.", "2:Bad usage, or a file that cannot be read or written."})
public final class SignCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The bundle.")
    private Path file = Path.of("");

    @Option(names = "--key", paramLabel = "KEY", required = true, description = "The private key, PEM.")
    private Path key = Path.of("");

    @ArgGroup(exclusive = true)
    private @Nullable KeyPassOption passphrase;

    @ArgGroup(exclusive = false, heading = "%nA new bundle:%n")
    private @Nullable NewBundleOptions fresh;

    @Option(names = "--json", description = "Print {file, version, audience, expires, signers}.")
    private boolean json;

    public SignCommand(Terminal terminal) {
        this(terminal, Clock.systemUTC());
    }

    SignCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try {
            SignedBundle signed = fresh == null ? addTo(file) : create(fresh);
            print(signed);
            return 0;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (GeneralSecurityException e) {
            throw new ParameterException(spec.commandLine(), key + ": the key does not sign: " + e.getMessage(), e);
        }
    }

    private SignedBundle create(NewBundleOptions options) throws GeneralSecurityException {
        if (Files.exists(file)) {
            throw new IllegalArgumentException(file + " is there already, and is not overwritten");
        }
        SecretKey secret = secret();
        SignedBundle signed =
                SignedBundle.sign(options.bundle(clock.instant()), secret.publicKey(), secret.privateKey());
        try {
            Files.write(file, signed.bytes(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalArgumentException(file + " is there already, and is not overwritten", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": it is not written: " + Unreadable.reason(e), e);
        }
        return signed;
    }

    private SignedBundle addTo(Path document) throws GeneralSecurityException {
        byte[] before = BundleFiles.bytes(document);
        SignedBundle there = BundleFiles.document(document);
        BundleShown.unverified(document, there); // Nobody signs what is no bundle.
        SecretKey secret = secret();
        SignedBundle signed = there.sign(secret.publicKey(), secret.privateKey());
        try {
            AtomicFile.replace(document, before, signed.bytes());
        } catch (IOException e) {
            throw new IllegalArgumentException(document + ": it is not written: " + Unreadable.reason(e), e);
        }
        return signed;
    }

    private SecretKey secret() {
        String pem = BundleFiles.text(key);
        try {
            return SecretKey.parse(pem, this::passphrase);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private char[] passphrase() {
        char[] secret = passphrase == null ? terminal.askPassword("pass phrase of " + key + ": ") : passphrase.read();
        if (secret == null) {
            throw new IllegalArgumentException(
                    "it is encrypted, expected --keypass:env or --keypass:file, or a terminal to ask on");
        }
        return secret;
    }

    private void print(SignedBundle signed) {
        try {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", file.toString());
            fields.putAll(BundleShown.head(signed.unverified()));
            fields.put("signers", signed.signers());
            if (json) {
                terminal.printJson(fields);
                return;
            }
            terminal.print(file + ": bundle " + fields.get("version") + " for " + fields.get("audience") + ", until "
                    + fields.get("expires") + ", signed by");
            signed.signers().forEach(signer -> terminal.print("  " + signer));
        } catch (BundleRefusedException e) {
            throw new IllegalStateException(e); // It was written by us.
        }
    }
}
