package dev.linchpin.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is read as a bundle is valid by the schema, and a parser of trees reads the same in it. */
class BundleFuzzTest {
    private static final JsonMapper TREES = JsonMapper.shared();
    private static final Schema SCHEMA = schema();

    @FuzzTest
    void reads_what_the_schema_allows_or_refuses(byte[] input) throws BundleRefusedException {
        Bundle bundle;
        try {
            bundle = Bundle.parse(input);
        } catch (BundleRefusedException refused) {
            assertEquals(BundleRefusal.BAD_PAYLOAD, refused.reason());
            return;
        }
        String text = new String(input, UTF_8);
        assertEquals(List.of(), SCHEMA.validate(text, InputFormat.JSON));
        JsonNode tree = TREES.readTree(text);
        assertEquals(tree.get("version").asLong(), bundle.version());
        assertEquals(tree.get("audience").asString(), bundle.audience());
        assertEquals(tree.get("expires").asString(), bundle.expires().toString());
        assertEquals(bundle, Bundle.parse(bundle.payload()));
    }

    private static Schema schema() {
        try {
            return BundleTest.schema();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
