package dev.linchpin.cli.vectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code linchpin vectors}. */
@Command(
        name = "vectors",
        description = "Writes and examines the test vectors of this checkout.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The vectors are as they should be.",
            "1:They are not.",
            "2:Bad usage, or a file that cannot be read or written."
        })
public final class VectorsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Without a subcommand there is nothing to do but to say which there are. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "");
    }
}
