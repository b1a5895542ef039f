package dev.linchpin.cli.emit;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.key.GivenPin;
import dev.linchpin.cli.policy.PolicyFile;
import dev.linchpin.cli.target.Placeholder;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.PolicyEntry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What is to be pinned, and from where the pins come. */
final class PinningOptions {
    @Option(
            names = "--host",
            paramLabel = "HOST",
            description =
                    "Whom to pin: a host, an address, *.DOMAIN for one label more, or **.DOMAIN for a domain and all below"
                            + " it; may be repeated.")
    private List<String> hosts = List.of();

    @Option(names = "--pin", paramLabel = "PIN", description = "A pin, sha256/...; may be repeated.")
    private List<String> pins = List.of();

    @Option(
            names = "--backup",
            paramLabel = "CSR|KEY|CERT|PIN",
            description = "The key that nobody uses yet, in a file, or its pin; may be repeated.")
    private List<String> backups = List.of();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "A policy file, all of it, or what applies to each --host; linchpin lint tells what is wrong with one.")
    private @Nullable Path config;

    @ArgGroup(exclusive = false, heading = "%nFrom certificates:%n")
    private ServedOptions served = new ServedOptions();

    /**
     * What was asked for.
     *
     * @throws IllegalArgumentException if it makes no sense, or cannot be read: the message is a sentence
     */
    Pinning read(Terminal terminal) {
        long sources = Stream.of(config != null, !pins.isEmpty(), served.areGiven())
                .filter(given -> given)
                .count();
        if (sources != 1) {
            throw new IllegalArgumentException(
                    (sources == 0 ? "no pins are given" : "the pins are given in more than one way")
                            + ", expected --pin, --chain, --from or --config");
        }
        if (config != null) {
            return new Pinning(fromFile(config), Map.of());
        }
        Map<Pin, String> keys = new LinkedHashMap<>();
        boolean complete = false;
        if (served.areGiven()) {
            keys.putAll(served.keys(terminal));
        } else {
            pins.forEach(pin -> keys.put(key(pin), ""));
            complete = keys.size() > 1;
        }
        for (String backup : backups) {
            if (keys.put(GivenPin.parse("--backup", backup), "backup key") != null) {
                throw new IllegalArgumentException(
                        "--backup " + backup + " is a key that is in use, expected another one");
            }
        }
        return new Pinning(policy(keys.keySet(), complete || !backups.isEmpty()), keys);
    }

    private PinPolicy policy(Set<Pin> keys, boolean complete) {
        List<String> patterns = hosts.isEmpty() ? served.host().stream().toList() : hosts;
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("no host is given, expected --host");
        }
        PinPolicy.Builder policy = PinPolicy.builder();
        for (String host : patterns) {
            String pattern = canonical(host);
            Set<Pin> all = new LinkedHashSet<>(keys);
            if (!complete) {
                all.add(Placeholder.of(pattern));
            }
            policy.pin(pattern, all.stream().map(Pin::toString).toArray(String[]::new));
        }
        return policy.build();
    }

    private PinPolicy fromFile(Path file) {
        if (!backups.isEmpty()) {
            throw new IllegalArgumentException(
                    "--backup goes with --pin, --chain or --from; linchpin rotate adds a pin to " + file);
        }
        PinPolicy all;
        try {
            all = PolicyFile.read(file);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--config " + file + ": " + e.getMessage(), e);
        }
        return hosts.isEmpty() ? all : only(all);
    }

    private PinPolicy only(PinPolicy all) {
        Set<PinRule> rules = new LinkedHashSet<>();
        for (String host : hosts) {
            PolicyEntry entry = all.entryFor(Hostname.parse(canonical(host)))
                    .orElseThrow(() -> new IllegalArgumentException("--config has no rule for --host " + host));
            if (!(entry instanceof PinRule rule)) {
                throw new IllegalArgumentException(
                        "--config exempts --host " + host + ", expected a host that it pins");
            }
            rules.add(rule);
        }
        PinPolicy.Builder policy = PinPolicy.builder();
        rules.forEach(policy::rule);
        return policy.build();
    }

    /** Code is no place to find out how somebody else reads a host. */
    private static String canonical(String host) {
        String pattern = HostPattern.parse(host).toString();
        if (!pattern.equals(host)) {
            throw new IllegalArgumentException("--host " + host + " is not in canonical form, expected " + pattern);
        }
        return pattern;
    }

    private static SpkiPin key(String text) {
        if (Pin.parse(text) instanceof SpkiPin pin) {
            return pin;
        }
        throw new IllegalArgumentException(
                "--pin " + text + " is a pin of a certificate, expected one of a key, sha256/...");
    }
}
