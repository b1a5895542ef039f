package dev.linchpin.vectors.lint;

import dev.linchpin.vectors.Case;
import dev.linchpin.vectors.Choices;
import dev.linchpin.vectors.Group;
import dev.linchpin.vectors.VectorFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What no schema can say about a file. */
final class FileRules {
    private final VectorFile file;
    private final Map<String, Case> cases = new HashMap<>();
    private final Map<String, String> ops = new HashMap<>();
    private final Set<String> usedFlags = new HashSet<>();
    private final Set<String> usedCerts = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    private FileRules(VectorFile file) {
        this.file = file;
    }

    static List<String> check(VectorFile file) {
        FileRules rules = new FileRules(file);
        rules.collect();
        file.cases().forEach(rules::check);
        rules.unused("note", file.notes().keySet(), rules.usedFlags);
        rules.unused("certificate", file.certs().keySet(), rules.usedCerts);
        return rules.problems;
    }

    private void collect() {
        for (Group group : file.groups()) {
            for (Case test : group.tests()) {
                String tcId = test.tcId();
                if (cases.put(tcId, test) != null) {
                    problems.add(tcId + ": the id is used twice");
                }
                if (!tcId.startsWith(file.topic() + "::" + group.group() + "::")) {
                    problems.add(tcId + ": the id does not begin with its topic and group");
                }
                ops.put(tcId, group.op());
            }
        }
    }

    private void check(Case test) {
        for (String flag : test.flags()) {
            usedFlags.add(flag);
            if (!file.notes().containsKey(flag)) {
                problems.add(test.tcId() + ": flag " + flag + " has no note");
            }
        }
        collectCerts(test, test.input());
        checkBaseline(test);
        checkChoice(test);
    }

    private void checkBaseline(Case test) {
        String name = test.baseline();
        if (name == null) {
            return; // That an invalid case has one is the schema's business.
        }
        Case baseline = cases.get(name);
        if (baseline == null) {
            problems.add(test.tcId() + ": its baseline " + name + " does not exist");
        } else if (baseline.result() != Case.Result.VALID) {
            problems.add(test.tcId() + ": its baseline " + name + " is not valid");
        } else if (!String.valueOf(ops.get(name)).equals(ops.get(test.tcId()))) {
            problems.add(test.tcId() + ": its baseline " + name + " is of another operation");
        } else if (baseline.input().equals(test.input())) {
            problems.add(test.tcId() + ": its input is that of its baseline " + name);
        }
    }

    private void checkChoice(Case test) {
        String choice = test.choice();
        if (choice != null && !List.copyOf(test.expect().keySet()).equals(Choices.options(choice))) {
            problems.add(test.tcId() + ": its answers are not those to " + choice + ", " + Choices.options(choice));
        }
    }

    private void collectCerts(Case test, Object value) {
        if (value instanceof List<?> items) {
            items.forEach(item -> collectCerts(test, item));
        } else if (value instanceof Map<?, ?> fields && fields.get("cert") instanceof String name) {
            usedCerts.add(name);
            if (!file.certs().containsKey(name)) {
                problems.add(test.tcId() + ": there is no certificate " + name);
            }
        } else if (value instanceof Map<?, ?> fields) {
            fields.values().forEach(field -> collectCerts(test, field));
        }
    }

    private void unused(String what, Collection<String> defined, Set<String> used) {
        defined.stream()
                .filter(name -> !used.contains(name))
                .forEach(name -> problems.add(file.topic() + ": no case uses the " + what + " " + name));
    }
}
