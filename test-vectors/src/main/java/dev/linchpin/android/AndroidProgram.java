package dev.linchpin.android;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@link AndroidOracle} runs in a JVM of its own: it reads questions from standard input, and answers, as docs/conformance.md has it. */
final class AndroidProgram {
    /** Reads many files at once, for each line takes its time. */
    static final String OP = "android.read";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private AndroidProgram() {}

    /**
     * Answers until it is told to end.
     *
     * @param arguments the level, and its file
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        System.setOut(System.err); // where the platform may say what it likes
        AndroidLevel level = AndroidLevel.named(arguments[0]);
        try (AndroidPlatform platform = AndroidPlatform.load(level, Path.of(arguments[1]));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode message = JSON.readTree(line);
                Map<String, Object> reply;
                switch (message.path("cmd").stringValue("")) {
                    case "hello" -> reply = hello(level);
                    case "run" -> reply = run(message, platform);
                    default -> {
                        return;
                    }
                }
                out.println(JSON.writeValueAsString(reply));
                out.flush();
            }
        }
    }

    private static Map<String, Object> hello(AndroidLevel level) {
        return Map.of(
                "protocol",
                1,
                "impl",
                Map.of("name", level.toString(), "version", level.android(), "language", "java"),
                "ops",
                List.of(OP));
    }

    @SuppressWarnings("unchecked") // it is an object
    private static Map<String, Object> run(JsonNode message, AndroidPlatform platform) {
        List<Map<String, Object>> answers = message.required("input")
                .required("questions")
                .valueStream()
                .map(question -> NscWire.question(JSON.treeToValue(question, Map.class)))
                .map(question -> NscWire.write(NscAnswer.of(platform, question)))
                .toList();
        return Map.of("seq", message.required("seq").longValue(), "outcome", "ok", "answers", answers);
    }
}
