package dev.linchpin.android;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What runs in an {@link AndroidJvm}: it reads questions from standard input, and answers, as docs/conformance.md has it. */
final class AndroidProgram {
    /** Reads many files at once, for each line takes its time. */
    static final String READ = "android.read";

    static final String READ_TRUST_KIT = "trustkit.read";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private AndroidProgram() {}

    /**
     * Answers until it is told to end.
     *
     * @param arguments the level, its file, and that of TrustKit if it is to be asked
     */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        System.setOut(System.err); // where the platform may say what it likes
        AndroidLevel level = AndroidLevel.named(arguments[0]);
        Path jar = Path.of(arguments[1]);
        Path[] more = Stream.of(arguments).skip(2).map(Path::of).toArray(Path[]::new);
        try (AndroidPlatform platform = AndroidPlatform.load(level, jar, more)) {
            Map<String, Operation> operations = new LinkedHashMap<>();
            operations.put(READ, question -> NscWire.write(NscAnswer.of(platform, question)));
            if (more.length > 0) {
                TrustKit trustKit = new TrustKit(platform);
                operations.put(READ_TRUST_KIT, question -> TrustKitWire.write(trustKit.answer(question)));
            }
            answer(level, operations, out);
        }
    }

    private interface Operation {
        Map<String, Object> answer(NscQuestion question);
    }

    private static void answer(AndroidLevel level, Map<String, Operation> operations, PrintStream out)
            throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode message = JSON.readTree(line);
                Map<String, Object> reply;
                switch (message.path("cmd").stringValue("")) {
                    case "hello" -> reply = hello(level, operations.keySet());
                    case "run" -> reply = run(message, operations);
                    default -> {
                        return;
                    }
                }
                out.println(JSON.writeValueAsString(reply));
                out.flush();
            }
        }
    }

    private static Map<String, Object> hello(AndroidLevel level, Set<String> ops) {
        return Map.of(
                "protocol",
                1,
                "impl",
                Map.of("name", level.toString(), "version", level.android(), "language", "java"),
                "ops",
                ops);
    }

    @SuppressWarnings("unchecked") // it is an object
    private static Map<String, Object> run(JsonNode message, Map<String, Operation> operations) {
        String op = message.required("op").stringValue();
        Operation operation = Objects.requireNonNull(operations.get(op), op);
        List<Map<String, Object>> answers = message.required("input")
                .required("questions")
                .valueStream()
                .map(question -> NscWire.question(JSON.treeToValue(question, Map.class)))
                .map(operation::answer)
                .toList();
        return Map.of("seq", message.required("seq").longValue(), "outcome", "ok", "answers", answers);
    }
}
