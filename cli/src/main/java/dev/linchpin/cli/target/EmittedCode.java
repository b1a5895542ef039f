package dev.linchpin.cli.target;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was written for a platform. Immutable.
 *
 * @param files text by name, the one with the pins first
 * @param notes what the platform cannot say of the policy, each in a sentence
 * @param withoutBackup the hosts whose backup pin is missing: the code refuses to build or to start
 */
public record EmittedCode(Map<String, String> files, List<String> notes, List<String> withoutBackup) {
    public EmittedCode {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        notes = List.copyOf(notes);
        withoutBackup = List.copyOf(withoutBackup);
    }
}
