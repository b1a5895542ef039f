package dev.linchpin.cli.gauntlet;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.transport.Protocol;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command with nothing but the options for external clients. */
@Command(name = "test")
final class TestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ExternalClients clients = new ExternalClients();

    TestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    public static void main(String[] arguments) {
        Terminal terminal = Terminal.of(InputStream.nullInputStream(), System.out, System.err, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new TestCommand(terminal)).execute(arguments));
    }

    @Override
    public Integer call() {
        try (Gauntlet gauntlet = Gauntlet.open()) {
            if (clients.areServed()) {
                return clients.serve(gauntlet, gauntlet.scenarios(), terminal, false);
            }
            try (Programs programs = clients.start()) {
                List<Result> results = List.of("leaf-pinned", "rogue-trusted-ca").stream()
                        .flatMap(id -> programs.drivers().stream()
                                .map(driver -> gauntlet.play(gauntlet.scenario(id), driver, Protocol.HTTP_1_1)))
                        .toList();
                results.forEach(result -> terminal.print(result.toString()));
                return results.stream().anyMatch(Result::unexpected) ? 1 : 0;
            }
        }
    }
}
