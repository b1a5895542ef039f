package dev.linchpin.remote;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The JSON of a bundle: the same bytes for the same parts. */
final class BundleWriter {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private BundleWriter() {}

    static byte[] write(Bundle bundle) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeNumberProperty("version", bundle.version());
            json.writeStringProperty("audience", bundle.audience());
            json.writeStringProperty("issuedAt", text(bundle.issuedAt()));
            json.writeStringProperty("expires", text(bundle.expires()));
            if (bundle.networkSecurityConfig().isPresent()) {
                json.writeStringProperty(
                        "networkSecurityConfig", bundle.networkSecurityConfig().get());
            } else {
                json.writeName("policy");
                PolicyJson.write(json, bundle.policy());
            }
            bundle.nextKeys().ifPresent(keys -> {
                json.writeName("nextKeys");
                KeysJson.write(json, keys);
            });
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** The form that {@link Bundle#instant} reads. */
    static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
