package dev.linchpin.remote.testee;

import dev.linchpin.testee.CoreImplementation;
import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Hello;
import dev.linchpin.vectors.Implementation;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Linchpin as a whole: the core, and the module remote for what is about bundles. Safe for use by several threads. */
public final class WholeImplementation implements Implementation {
    private final Implementation core = new CoreImplementation();
    private final Implementation remote = new BundleImplementation();

    @Override
    public Hello hello() {
        Hello hello = core.hello();
        return new Hello(
                hello.name(),
                hello.version(),
                hello.language(),
                both(hello.ops(), remote.hello().ops()),
                both(hello.features(), remote.hello().features()),
                hello.choices());
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }

    @Override
    public Answer run(String op, Map<String, Object> input) {
        return (remote.hello().ops().contains(op) ? remote : core).run(op, input);
    }
}
