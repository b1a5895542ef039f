package dev.linchpin.cli;

import dev.linchpin.cli.backup.BackupCommand;
import dev.linchpin.cli.bench.BenchCommand;
import dev.linchpin.cli.bundle.BundleCommand;
import dev.linchpin.cli.bundle.DiffCommand;
import dev.linchpin.cli.bundle.KeygenCommand;
import dev.linchpin.cli.bundle.ShowCommand;
import dev.linchpin.cli.bundle.SignCommand;
import dev.linchpin.cli.bundle.VerifyCommand;
import dev.linchpin.cli.check.CheckCommand;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.conformance.ConformanceCommand;
import dev.linchpin.cli.demo.DemoCommand;
import dev.linchpin.cli.emit.EmitCommand;
import dev.linchpin.cli.gauntlet.GauntletCommand;
import dev.linchpin.cli.lint.PolicyLintCommand;
import dev.linchpin.cli.pin.PinCommand;
import dev.linchpin.cli.platforms.PlatformsCommand;
import dev.linchpin.cli.rotate.RotateCommand;
import dev.linchpin.cli.vectors.GenerateCommand;
import dev.linchpin.cli.vectors.LintCommand;
import dev.linchpin.cli.vectors.VectorsCommand;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands below {@code linchpin}. Picocli examines a command when it is made, down to the types of its options, and to do so with
 * all of them takes longer than most commands run. So none is made that cannot be asked for.
 */
final class Commands {
    /** In the order of the help. */
    private static final List<String> NAMES = List.of(
            "demo",
            "gauntlet",
            "pin",
            "emit",
            "lint",
            "check",
            "backup",
            "rotate",
            "bundle",
            "conformance",
            "platforms",
            "vectors",
            "bench",
            "help");

    private Commands() {}

    /** Adds to the program what it takes to do what the arguments ask for. */
    static void addTo(CommandLine linchpin, Terminal terminal, String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        if (NAMES.contains(first) && !first.equals("help")) {
            linchpin.addSubcommand(first, command(first, terminal));
        } else if (arguments.length <= 1) {
            NAMES.forEach(name -> linchpin.addSubcommand(name, description(name)));
        } else {
            addAllTo(linchpin, terminal);
        }
    }

    /** Adds all of them. */
    static void addAllTo(CommandLine linchpin, Terminal terminal) {
        NAMES.forEach(name -> linchpin.addSubcommand(name, command(name, terminal)));
    }

    private static CommandLine command(String name, Terminal terminal) {
        return switch (name) {
            case "demo" -> new CommandLine(new DemoCommand(terminal));
            case "gauntlet" -> new CommandLine(new GauntletCommand(terminal));
            case "pin" -> new CommandLine(new PinCommand(terminal));
            case "emit" -> new CommandLine(new EmitCommand(terminal));
            case "lint" -> new CommandLine(new PolicyLintCommand(terminal));
            case "check" -> new CommandLine(new CheckCommand(terminal));
            case "backup" -> new CommandLine(new BackupCommand(terminal));
            case "rotate" -> new CommandLine(new RotateCommand(terminal));
            case "bundle" ->
                new CommandLine(new BundleCommand())
                        .addSubcommand(new KeygenCommand(terminal))
                        .addSubcommand(new SignCommand(terminal))
                        .addSubcommand(new VerifyCommand(terminal))
                        .addSubcommand(new ShowCommand(terminal))
                        .addSubcommand(new DiffCommand(terminal));
            case "conformance" -> new CommandLine(new ConformanceCommand(terminal));
            case "platforms" -> new CommandLine(new PlatformsCommand(terminal));
            case "vectors" ->
                new CommandLine(new VectorsCommand())
                        .addSubcommand(new GenerateCommand(terminal))
                        .addSubcommand(new LintCommand(terminal));
            case "bench" -> new CommandLine(new BenchCommand());
            case "help" -> new CommandLine(new HelpCommand());
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** What the help of the whole needs of a command. Only {@code help} itself can do something. */
    private static CommandLine description(String name) {
        Class<?> type = switch (name) {
            case "demo" -> DemoCommand.class;
            case "gauntlet" -> GauntletCommand.class;
            case "pin" -> PinCommand.class;
            case "emit" -> EmitCommand.class;
            case "lint" -> PolicyLintCommand.class;
            case "check" -> CheckCommand.class;
            case "backup" -> BackupCommand.class;
            case "rotate" -> RotateCommand.class;
            case "bundle" -> BundleCommand.class;
            case "conformance" -> ConformanceCommand.class;
            case "platforms" -> PlatformsCommand.class;
            case "vectors" -> VectorsCommand.class;
            case "bench" -> BenchCommand.class;
            default -> HelpCommand.class;
        };
        if (type == HelpCommand.class) {
            return new CommandLine(new HelpCommand());
        }
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage()
                .description(Objects.requireNonNull(type.getAnnotation(Command.class))
                        .description());
        return new CommandLine(spec);
    }
}
