package dev.linchpin.conformance;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Hello;
import dev.linchpin.vectors.Implementation;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** An implementation that answers by the host it is asked about. */
public record Scripted(Hello hello, Function<String, Answer> answers) implements Implementation {
    public static Scripted of(Function<String, Answer> answers) {
        return new Scripted(hello(Map.of()), answers);
    }

    /** Answers {@code match} to everything. */
    public static Scripted matching() {
        return of(host -> Answer.of("match"));
    }

    static Hello hello(Map<String, String> choices) {
        return new Hello("scripted", "1", "java", Set.of("host.match"), Set.of("idna"), choices);
    }

    @Override
    public Answer run(String op, Map<String, Object> input) {
        return answers.apply((String) input.get("host"));
    }
}
