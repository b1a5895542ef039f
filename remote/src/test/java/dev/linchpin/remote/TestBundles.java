package dev.linchpin.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.linchpin.policy.PinPolicy;
import java.time.Instant;
import org.junit.jupiter.api.function.Executable;

/** Bundles for tests, and what is refused of them. */
final class TestBundles {
    static final String AUDIENCE = "shop-app";
    static final Instant ISSUED = Instant.parse("2026-11-01T00:00:00Z");
    static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    static final Instant EXPIRES = Instant.parse("2026-12-31T00:00:00Z");
    static final String PIN_A = "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=";
    static final String PIN_B = "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=";
    static final String PIN_C = "sha256/5kJvNEMw0KjrCAu7eXY5HZdvyCS13BbA0VJG1RSP91w=";

    private TestBundles() {}

    static Bundle.Builder draft(long version) {
        return Bundle.builder()
                .version(version)
                .audience(AUDIENCE)
                .issuedAt(ISSUED)
                .expires(EXPIRES);
    }

    static Bundle bundle(long version) {
        return draft(version).policy(policy()).build();
    }

    static PinPolicy policy() {
        return PinPolicy.builder().pin("api.example.com", PIN_A, PIN_B).build();
    }

    /** A payload, of which a test changes what it is about. */
    static String json() {
        return "{\"version\":7,\"audience\":\"shop-app\",\"issuedAt\":\"2026-11-01T00:00:00Z\","
                + "\"expires\":\"2026-12-31T00:00:00Z\",\"policy\":{\"rules\":[{\"hosts\":[\"api.example.com\"],\"pins\":[\""
                + PIN_A + "\",\"" + PIN_B + "\"]}]}}";
    }

    static String refused(BundleRefusal reason, Executable verification) {
        BundleRefusedException refusal = assertThrows(BundleRefusedException.class, verification);
        assertEquals(reason, refusal.reason(), refusal::getMessage);
        return String.valueOf(refusal.getMessage());
    }
}
