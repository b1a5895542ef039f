package dev.linchpin.cli.tournament;

import dev.linchpin.cli.command.Choice;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a command that plays: which scenarios, and whether to play at all. */
public final class ScenarioOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--scenario",
            paramLabel = "ID",
            description = "Play this scenario only; may be repeated. --list names them.")
    private List<String> ids = List.of();

    @Option(names = "--list", description = "Name and describe the scenarios and clients, and play nothing.")
    private boolean list;

    /** Whether to name and describe, and to play nothing. */
    public boolean onlyList() {
        return list;
    }

    /**
     * Those that are wanted, in their own order.
     *
     * @throws ParameterException if there is no scenario of that name
     */
    public List<Scenario> among(List<Scenario> all) {
        return Choice.among(all, Scenario::id, "scenario", ids, command);
    }

    /** What to throw where nothing would be played. */
    public ParameterException nothingToPlay() {
        return new ParameterException(command.commandLine(), "no chosen client can play a chosen scenario");
    }
}
