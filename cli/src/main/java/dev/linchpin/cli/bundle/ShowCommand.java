package dev.linchpin.cli.bundle;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.remote.Bundle;
import dev.linchpin.remote.SignedBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linchpin bundle show}. */
@Command(
        name = "show",
        description = {
            "Shows what a bundle says, and who is said to have signed it. Nothing of it is verified: bundle verify does.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:It is shown.", "2:Bad usage, or a file that is no bundle."})
public final class ShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The bundle.")
    private Path file = Path.of("");

    @Option(names = "--payload", description = "Print the JSON that is signed, as it stands, and nothing else.")
    private boolean payload;

    @Option(
            names = "--json",
            description = "Print {version, audience, expires, issuedAt, signers, statements, verified: false}.")
    private boolean json;

    public ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            SignedBundle document = BundleFiles.document(file);
            print(document, BundleShown.unverified(file, document));
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void print(SignedBundle document, Bundle bundle) {
        if (payload) {
            new String(bundle.payload(), StandardCharsets.UTF_8).lines().forEach(terminal::print);
            return;
        }
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>(BundleShown.head(bundle));
            fields.put("issuedAt", bundle.issuedAt().toString());
            fields.put("signers", document.signers());
            fields.put("statements", BundleShown.statements(bundle));
            fields.put("verified", false);
            terminal.printJson(fields);
            return;
        }
        terminal.line()
                .styled("bold", "bundle " + bundle.version() + " for " + bundle.audience())
                .text(", issued " + bundle.issuedAt() + ", until " + bundle.expires())
                .print();
        document.signers().forEach(signer -> terminal.print("said to be signed by " + signer));
        BundleShown.statements(bundle).forEach(terminal::print);
        terminal.print("! nothing of this was verified; bundle verify does");
    }
}
