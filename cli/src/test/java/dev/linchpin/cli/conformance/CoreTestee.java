package dev.linchpin.cli.conformance;

import dev.linchpin.remote.testee.WholeImplementation;
import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Hello;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Linchpin in a process of its own. With the argument {@code lenient} one of its checks is gone: that unused bits are zero. */
final class CoreTestee {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private CoreTestee() {}

    /** A command line that starts it. */
    static String command(String argument) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return "'" + java + "' -cp '" + System.getProperty("java.class.path") + "' " + CoreTestee.class.getName() + " "
                + argument;
    }

    public static void main(String[] arguments) throws Exception {
        boolean lenient = arguments.length > 0 && arguments[0].equals("lenient");
        WholeImplementation core = new WholeImplementation();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode message = MAPPER.readTree(line);
            switch (message.get("cmd").asString()) {
                case "hello" -> print(hello(core.hello()));
                case "run" -> print(answer(core, message, lenient));
                default -> {
                    return;
                }
            }
        }
    }

    private static Map<String, Object> hello(Hello hello) {
        return Map.of(
                "protocol",
                1,
                "impl",
                Map.of("name", "core-testee", "version", hello.version(), "language", "java"),
                "ops",
                hello.ops(),
                "features",
                hello.features(),
                "choices",
                hello.choices());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> answer(WholeImplementation core, JsonNode message, boolean lenient) {
        Map<String, Object> input = MAPPER.treeToValue(message.get("input"), Map.class);
        if (lenient) {
            input.replaceAll((name, value) -> withoutUnusedBits(value));
        }
        Answer answer = core.run(message.get("op").asString(), input);
        Map<String, Object> reply = new LinkedHashMap<>(answer.fields());
        reply.put("seq", message.get("seq").asInt());
        reply.put("outcome", answer.outcome());
        return reply;
    }

    private static Object withoutUnusedBits(Object value) {
        return value instanceof String text && text.endsWith("Td5=") ? text.replace("Td5=", "Td4=") : value;
    }

    private static void print(Map<String, Object> message) {
        System.out.println(MAPPER.writeValueAsString(message));
        System.out.flush();
    }
}
