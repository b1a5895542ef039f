package dev.linchpin.cli.bundle;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code linchpin bundle}. */
@Command(
        name = "bundle",
        description = "Makes, signs and examines bundles: pins that change without a release.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Everything is as it should be.",
            "1:A bundle is refused (verify), or two differ (diff).",
            "2:Bad usage, or a file that cannot be read or written."
        })
public final class BundleCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Without a subcommand there is nothing to do but to say which there are. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "");
    }
}
