package dev.linchpin.config.lint;

import dev.linchpin.config.PolicyDraft;
import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.config.PolicyDraft.Host;
import dev.linchpin.policy.Hostname;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The entries of a draft by what they cover: which one would decide for the hosts of another, if that were not there. */
final class HostTree {
    private final Map<String, Host> oneLabel = new HashMap<>();
    private final Map<String, Host> subtree = new HashMap<>();

    HostTree(PolicyDraft draft) {
        for (Host host : draft.hosts()) {
            canonical(host).ifPresent(name -> {
                if (host.coverage() == Coverage.ONE_LABEL) {
                    oneLabel.putIfAbsent(name, host);
                } else if (host.coverage() == Coverage.SUBTREE) {
                    subtree.putIfAbsent(name, host);
                }
            });
        }
    }

    /** Nothing for a host that is malformed, of which more is said elsewhere. */
    static Optional<String> canonical(Host host) {
        try {
            return Optional.of(Hostname.parse(host.name().text()).toString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The wider entry that is nearest to this one, by the order of precedence in docs/semantics.md. */
    Optional<Host> above(Host host) {
        String name = canonical(host).orElse("");
        if (host.coverage() != Coverage.SUBTREE && subtree.containsKey(name)) {
            return Optional.of(subtree.get(name));
        }
        boolean isOneHost = host.coverage() == Coverage.HOST;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            String domain = name.substring(dot + 1);
            if (isOneHost && oneLabel.containsKey(domain)) {
                return Optional.of(oneLabel.get(domain));
            }
            if (subtree.containsKey(domain)) {
                return Optional.of(subtree.get(domain));
            }
            isOneHost = false; // Only the nearest domain is one label away.
        }
        return Optional.empty();
    }
}
