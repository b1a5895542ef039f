package dev.linchpin.vectors.lint;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Case;
import dev.linchpin.vectors.Group;
import dev.linchpin.vectors.Implementation;
import dev.linchpin.vectors.Note;
import dev.linchpin.vectors.VectorFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which mutants fail cases of which flags. Immutable.
 *
 * @param killed the names of the mutants that fail a case, by {@code topic/flag}, for every flag that is not basic
 * @param failures the cases that the reference itself fails, with what it answered
 */
public record KillMatrix(Map<String, Set<String>> killed, List<String> failures) {

    /** Puts every case to the reference and to all its mutants; files with operations that it does not have are left to one that has. */
    public static KillMatrix of(Implementation reference, List<VectorFile> files) {
        List<Mutant> mutants = Mutant.of(reference);
        Map<String, Set<String>> killed = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        for (VectorFile file : files) {
            if (!file.groups().stream()
                    .map(Group::op)
                    .allMatch(reference.hello().ops()::contains)) {
                continue;
            }
            file.notes().forEach((flag, note) -> {
                if (!note.bugType().equals(Note.BASIC)) {
                    killed.put(file.topic() + "/" + flag, new TreeSet<>());
                }
            });
            for (Group group : file.groups()) {
                for (Case test : group.tests()) {
                    Map<String, Object> input = file.inlined(test);
                    boolean referenceFails = fails(reference, group.op(), test, input);
                    if (referenceFails) {
                        failures.add(test.tcId());
                    }
                    for (Mutant mutant : mutants) {
                        boolean fails = mutant.ops().contains(group.op())
                                ? fails(mutant.implementation(), group.op(), test, input)
                                : referenceFails;
                        if (fails) {
                            record(killed, file.topic(), test, mutant);
                        }
                    }
                }
            }
        }
        return new KillMatrix(Collections.unmodifiableMap(killed), List.copyOf(failures));
    }

    private static void record(Map<String, Set<String>> killed, String topic, Case test, Mutant mutant) {
        for (String flag : test.flags()) {
            Set<String> names = killed.get(topic + "/" + flag);
            if (names != null) {
                names.add(mutant.name());
            }
        }
    }

    private static boolean fails(Implementation implementation, String op, Case test, Map<String, Object> input) {
        Answer expected = test.expected(implementation.hello().choices());
        try {
            return !expected.agreesWith(implementation.run(op, input));
        } catch (RuntimeException e) {
            return true;
        }
    }

    /** Flags for which no mutant fails a case. */
    public List<String> survivors() {
        return killed.keySet().stream()
                .filter(flag -> Objects.requireNonNull(killed.get(flag)).isEmpty())
                .toList();
    }

    /** Mutants that fail no case of any flag, of those that an implementation has. */
    public List<String> harmless(List<Mutant> mutants) {
        return mutants.stream()
                .map(Mutant::name)
                .filter(name -> killed.values().stream().noneMatch(names -> names.contains(name)))
                .toList();
    }

    /** What the lint has to say: failures of the reference, flags that nothing fails. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        failures.forEach(tcId -> problems.add(tcId + ": the reference fails it"));
        survivors().forEach(flag -> problems.add(flag + ": no mutant fails a case with this flag"));
        return List.copyOf(problems);
    }
}
