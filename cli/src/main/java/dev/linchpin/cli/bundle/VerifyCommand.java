package dev.linchpin.cli.bundle;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.remote.Bundle;
import dev.linchpin.remote.BundleRefusedException;
import dev.linchpin.remote.BundleVerifier;
import dev.linchpin.remote.SignedBundle;
import dev.linchpin.remote.TrustedKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linchpin bundle verify}. */
@Command(
        name = "verify",
        description = {
            "Says whether a client with these keys would adopt a bundle.",
            "",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:It would.", "1:It would not.", "2:Bad usage, or a file that cannot be read."})
public final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The bundle.")
    private Path file = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "PUB",
            required = true,
            description = "A public key that is trusted, PEM; may be repeated.")
    private List<Path> keys = List.of();

    @Option(
            names = "--threshold",
            paramLabel = "K",
            description = "How many of the keys have to have signed; all unless given.")
    private @Nullable Integer threshold;

    @Option(
            names = "--audience",
            paramLabel = "NAME",
            description = "For whom it has to be; whoever it is for unless given.")
    private @Nullable String audience;

    @Option(
            names = "--after",
            paramLabel = "BUNDLE",
            description =
                    "The bundle that a client has adopted, by the same keys: this one has to be newer, or the same.")
    private @Nullable Path after;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "When, such as 2030-12-31T12:00:00Z; now unless given.")
    private @Nullable String at;

    @Option(names = "--json", description = "Print {valid, version, audience, expires, problems: [{reason, message}]}.")
    private boolean json;

    public VerifyCommand(Terminal terminal) {
        this(terminal, Clock.systemUTC());
    }

    VerifyCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try {
            byte[] document = BundleFiles.bytes(file);
            TrustedKeys trusted = BundleFiles.trusted(keys, threshold);
            Instant now = at == null ? clock.instant() : NewBundleOptions.instant(at);
            return verify(document, trusted, now);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int verify(byte[] document, TrustedKeys trusted, Instant now) {
        Bundle authentic = null;
        try {
            BundleVerifier verifier = BundleVerifier.of(audienceOf(document), trusted);
            Optional<Bundle> adopted = adopted(verifier);
            authentic = verifier.verify(document);
            verifier.verifyNext(document, adopted, now);
            print(authentic, null);
            return 0;
        } catch (BundleRefusedException e) {
            print(authentic, e);
            return 1;
        }
    }

    /** Without --audience, any will do that a bundle can be for. */
    private String audienceOf(byte[] document) throws BundleRefusedException {
        if (audience != null) {
            return audience;
        }
        SignedBundle signed = SignedBundle.parse(document);
        try {
            return signed.unverified().audience();
        } catch (BundleRefusedException e) {
            return "any"; // The signatures are looked at first.
        }
    }

    private Optional<Bundle> adopted(BundleVerifier verifier) {
        if (after == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(verifier.verify(BundleFiles.bytes(after)));
        } catch (BundleRefusedException e) {
            throw new IllegalArgumentException("--after " + after + ": " + e.getMessage(), e);
        }
    }

    /** @param authentic what the document says, if that is signed */
    private void print(@Nullable Bundle authentic, @Nullable BundleRefusedException refusal) {
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("valid", refusal == null);
            fields.put("version", authentic == null ? null : authentic.version());
            fields.put("audience", authentic == null ? null : authentic.audience());
            fields.put("expires", authentic == null ? null : authentic.expires().toString());
            List<Map<String, String>> problems = new ArrayList<>();
            if (refusal != null) {
                Map<String, String> problem = new LinkedHashMap<>();
                problem.put("reason", refusal.reason().name());
                problem.put("message", String.valueOf(refusal.getMessage()));
                problems.add(problem);
            }
            fields.put("problems", problems);
            terminal.printJson(fields);
        } else if (refusal != null) {
            terminal.line()
                    .styled("bold,red", "refused")
                    .text("  " + refusal.getMessage())
                    .print();
        } else if (authentic != null) {
            terminal.line()
                    .styled("bold,green", "valid")
                    .text("  bundle " + authentic.version() + " for " + authentic.audience() + ", until "
                            + authentic.expires())
                    .print();
        }
    }
}
