package dev.linchpin.examples;

import com.mongodb.MongoClientSettings;
import dev.linchpin.Linchpin;

/** MongoDB's driver. */
final class MongoExample {
    private MongoExample() {}

    static MongoClientSettings.Builder settings(Linchpin linchpin) {
        return MongoClientSettings.builder()
                .applyToSslSettings(tls -> tls.enabled(true).context(linchpin.sslContext()));
    }
}
