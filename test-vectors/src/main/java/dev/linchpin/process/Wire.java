package dev.linchpin.process;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Hello;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lines of the protocol. What is sent is ASCII, so that nothing between the two processes can damage it; what is received is
 * taken apart strictly, but fields that this version does not know are ignored.
 */
final class Wire {
    static final int PROTOCOL = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int SHOWN = 80;
    private static final List<String> REPLIES = List.of("outcome", "skip", "error");

    private Wire() {}

    static String hello(String suiteVersion) {
        Map<String, Object> hello = new LinkedHashMap<>();
        hello.put("cmd", "hello");
        hello.put("protocol", PROTOCOL);
        hello.put("suiteVersion", suiteVersion);
        return MAPPER.writeValueAsString(hello);
    }

    static String run(long seq, String op, Map<String, Object> input) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("cmd", "run");
        run.put("seq", seq);
        run.put("op", op);
        run.put("input", input);
        return MAPPER.writeValueAsString(run);
    }

    static String bye() {
        return "{\"cmd\":\"bye\"}";
    }

    /** @throws ImplementationFailure if the line is no answer to hello, or one in another version of the protocol */
    static Hello parseHello(String line) {
        JsonNode hello = object(line);
        JsonNode protocol = hello.path("protocol");
        if (!protocol.isInt() || protocol.intValue() != PROTOCOL) {
            throw ImplementationFailure.error(
                    "speaks protocol " + (protocol.isMissingNode() ? "(none)" : protocol) + ", expected " + PROTOCOL);
        }
        JsonNode name = hello.path("impl");
        if (!name.isObject()) {
            throw ImplementationFailure.error(
                    "hello has no object \"impl\", expected its name, version and language there");
        }
        try {
            return new Hello(
                    text(name, "name"),
                    text(name, "version"),
                    text(name, "language"),
                    new LinkedHashSet<>(texts(hello.required("ops"))),
                    new LinkedHashSet<>(texts(hello.path("features"))),
                    choices(hello.path("choices")));
        } catch (JacksonException e) {
            throw ImplementationFailure.error("hello: " + e.getOriginalMessage());
        }
    }

    /**
     * Reads the answer to a question.
     *
     * @throws UnsupportedOperationException if the implementation skips the case
     * @throws ImplementationFailure if it says that it failed, or if this is no answer to the question with this number
     */
    static Answer parseAnswer(String line, long seq) {
        return outcome(line, seq, reply -> {
            Map<String, Object> fields = fields(reply);
            fields.keySet().removeAll(List.of("seq", "outcome"));
            return new Answer(text(reply, "outcome"), fields);
        });
    }

    /** Reads the answer to {@code tls.connect}; throws as {@link #parseAnswer} does. */
    static ConnectAnswer parseConnectAnswer(String line, long seq) {
        return outcome(line, seq, reply -> {
            String outcome = text(reply, "outcome");
            return switch (outcome) {
                case "accept" ->
                    new ConnectAnswer.Accepted(reply.required("status").intValue(), text(reply, "body"));
                case "refuse" ->
                    new ConnectAnswer.Refused(ConnectAnswer.Stage.parse(text(reply, "stage")), text(reply, "reason"));
                default -> throw new IllegalArgumentException("outcome \"" + outcome + "\", expected accept or refuse");
            };
        });
    }

    /** Takes an outcome out of a reply that has one. */
    private interface Outcome<T> {
        T of(JsonNode reply);
    }

    private static <T> T outcome(String line, long seq, Outcome<T> outcome) {
        JsonNode reply = object(line);
        JsonNode number = reply.path("seq");
        if (!number.isIntegralNumber() || number.longValue() != seq) {
            throw ImplementationFailure.error("answered seq " + (number.isMissingNode() ? "(none)" : number)
                    + ", expected " + seq + ": " + shortened(line));
        }
        if (REPLIES.stream().filter(reply::has).count() != 1) {
            throw ImplementationFailure.error("expected one of outcome, skip and error: " + shortened(line));
        }
        try {
            if (reply.has("skip")) {
                throw new UnsupportedOperationException(text(reply, "skip"));
            }
            if (reply.has("error")) {
                throw new ReportedError(text(reply, "error"));
            }
            return outcome.of(reply);
        } catch (JacksonException e) {
            throw ImplementationFailure.error(e.getOriginalMessage());
        } catch (IllegalArgumentException noSuchOutcome) {
            throw ImplementationFailure.error(String.valueOf(noSuchOutcome.getMessage()));
        }
    }

    /** The implementation speaks the protocol and says that it failed: there is no need to start it again. */
    static final class ReportedError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private ReportedError(String why) {
            super(why);
        }
    }

    private static JsonNode object(String line) {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw ImplementationFailure.error("wrote what is not JSON: " + shortened(line));
        }
        throw ImplementationFailure.error("wrote what is not a JSON object: " + shortened(line));
    }

    private static String text(JsonNode object, String field) {
        return object.required(field).stringValue();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }

    private static Map<String, String> choices(JsonNode object) {
        Map<String, String> choices = new LinkedHashMap<>();
        object.propertyStream()
                .forEach(
                        choice -> choices.put(choice.getKey(), choice.getValue().stringValue()));
        return choices;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(JsonNode object) {
        return (Map<String, Object>) MAPPER.treeToValue(object, LinkedHashMap.class);
    }

    private static String shortened(String line) {
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "… (" + line.length() + " characters)";
    }
}
