package dev.linchpin.vectors.lint;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Hello;
import dev.linchpin.vectors.Implementation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A right implementation with one mistake put in. Immutable.
 *
 * @param mistake what it does wrong, in a sentence
 * @param ops the operations in which it does; in all others it is right
 */
public record Mutant(String name, String mistake, Set<String> ops, Implementation implementation) {
    public Mutant {
        ops = Set.copyOf(ops);
    }

    /** Every mutant of a right implementation: every mistake in an operation that it has. */
    public static List<Mutant> of(Implementation reference) {
        return Stream.of(
                        HashMutations.all(),
                        PinMutations.all(),
                        HostMutations.all(),
                        SelectMutations.all(),
                        ExemptMutations.all(),
                        PeerMutations.all(),
                        RuleMutations.all(),
                        NscMutations.all(),
                        BundleMutations.all())
                .flatMap(List::stream)
                .filter(mutation -> reference.hello().ops().stream().anyMatch(mutation.ops::contains))
                .map(mutation -> mutation.of(reference))
                .toList();
    }

    /** How a mistake changes the answer to some operations. */
    record Mutation(String name, String mistake, Set<String> ops, Mistake decision) {
        static Mutation on(String op, String name, String mistake, Mistake decision) {
            return new Mutation(name, mistake, Set.of(op), decision);
        }

        private Mutant of(Implementation reference) {
            return new Mutant(name, mistake, ops, new Implementation() {
                @Override
                public Hello hello() {
                    return reference.hello();
                }

                @Override
                public Answer run(String op, Map<String, Object> input) {
                    return ops.contains(op)
                            ? decision.answer(new Question(reference, op, input))
                            : reference.run(op, input);
                }
            });
        }
    }

    @FunctionalInterface
    interface Mistake {
        Answer answer(Question question);
    }
}
