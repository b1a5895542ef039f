package dev.linchpin.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written about the messages, and what is sent. */
class WireTest {
    @Test
    void a_question_has_the_shape_of_the_protocol() throws IOException {
        ConnectQuestion question = new ConnectQuestion(
                "api.test",
                443,
                InetAddress.getLoopbackAddress(),
                Path.of("ca.pem"),
                "*.test",
                List.of("sha256/x"),
                "/a",
                OptionalLong.of(3));
        assertEquals(List.of(), protocol(Wire.run(7, ConnectQuestion.OP, question.input())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'seq': 1, 'outcome': 'accept', 'status': 200}",
                "{'seq': 1, 'outcome': 'refuse', 'reason': 'r'}",
                "{'seq': 1, 'outcome': 'refuse', 'stage': 'mood', 'reason': 'r'}",
                "{'cmd': 'run', 'seq': 1, 'op': 'tls.connect', 'input': {'host': 'a'}}",
            })
    void the_schema_refuses(String message) throws IOException {
        assertFalse(protocol(message.replace('\'', '"')).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'seq': 1, 'outcome': 'accept', 'status': 200, 'body': ''}",
                "{'seq': 1, 'outcome': 'refuse', 'stage': 'pins', 'reason': 'r'}",
                "{'seq': 1, 'outcome': 'match'}",
            })
    void the_schema_takes(String message) throws IOException {
        assertEquals(List.of(), protocol(message.replace('\'', '"')));
    }

    private static List<?> protocol(String message) throws IOException {
        Map<String, String> common = Map.of(
                "urn:linchpin:vectors:v1:common.schema.json",
                Files.readString(Path.of("schemas/v1/common.schema.json")));
        Schema schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(common))
                .getSchema(Files.readString(Path.of("schemas/v1/protocol.schema.json")), InputFormat.JSON);
        return schema.validate(message, InputFormat.JSON);
    }
}
