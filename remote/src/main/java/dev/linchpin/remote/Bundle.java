package dev.linchpin.remote;

import dev.linchpin.config.NetworkSecurityConfig;
import dev.linchpin.internal.Quoted;
import dev.linchpin.policy.PinPolicy;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A policy that changes without a release: its pins, for whom it is, from when until when, and the keys that sign the next one. What is
 * signed is its JSON, {@link #payload}; docs/bundles.md has the form, and {@code bundle.schema.json} beside this class its schema.
 * Immutable; equal by payload.
 */
public final class Bundle {
    private static final Pattern AUDIENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,99}");
    private static final Pattern INSTANT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");

    private final long version;
    private final String audience;
    private final Instant issuedAt;
    private final Instant expires;
    private final PinPolicy policy;
    private final @Nullable String networkSecurityConfig;
    private final @Nullable TrustedKeys nextKeys;
    private final byte[] payload;

    private Bundle(Builder parts, PinPolicy policy, byte @Nullable [] payload) {
        this.version = require("version", parts.version);
        this.audience = require("audience", parts.audience);
        this.issuedAt = require("issuedAt", parts.issuedAt);
        this.expires = require("expires", parts.expires);
        this.policy = policy;
        this.networkSecurityConfig = parts.networkSecurityConfig;
        this.nextKeys = parts.nextKeys;
        if (!expires.isAfter(issuedAt)) {
            throw new IllegalArgumentException(
                    "the bundle expires at " + expires + " and is issued at " + issuedAt + ", expected a later expiry");
        }
        if (policy.rules().stream().anyMatch(rule -> rule.noBackupPin().isPresent())) {
            throw new IllegalArgumentException(
                    "a rule of the bundle does without a backup pin, expected two pins: only the application itself may waive that");
        }
        this.payload = payload == null ? BundleWriter.write(this) : payload;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Reads what was signed, after the signatures were verified. */
    static Bundle parse(byte[] payload) throws BundleRefusedException {
        try {
            Builder parts = new Builder();
            JsonReader.read(payload, json -> {
                read(json, parts);
                return json;
            });
            return parts.build(payload.clone());
        } catch (IllegalArgumentException e) {
            throw new BundleRefusedException(
                    BundleRefusal.BAD_PAYLOAD, "what is signed is no bundle: " + e.getMessage(), e);
        }
    }

    private static void read(JsonReader json, Builder parts) {
        json.object(
                "the bundle",
                List.of("version", "audience", "issuedAt", "expires"),
                List.of("policy", "networkSecurityConfig", "nextKeys"),
                name -> {
                    switch (name) {
                        case "version" -> parts.version(json.positive(name));
                        case "audience" -> parts.audience(json.text(name));
                        case "issuedAt" -> parts.issuedAt(instant(name, json.text(name)));
                        case "expires" -> parts.expires(instant(name, json.text(name)));
                        case "policy" -> parts.policy(PolicyJson.read(json));
                        case "networkSecurityConfig" -> parts.networkSecurityConfig(json.text(name));
                        default -> parts.nextKeys(KeysJson.read(json));
                    }
                });
    }

    /** An instant in its one form: whole seconds, in UTC. */
    static Instant instant(String what, String text) {
        try {
            if (INSTANT.matcher(text).matches()) {
                Instant instant = Instant.parse(text);
                if (instant.toString().equals(text)) {
                    return instant;
                }
            }
        } catch (DateTimeException e) {
            throw badInstant(what, text, e);
        }
        throw badInstant(what, text, null);
    }

    private static IllegalArgumentException badInstant(String what, String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                what + " is " + Quoted.of(text) + ", expected an instant in the form 2030-12-31T12:00:00Z", cause);
    }

    /** Strictly increases from bundle to bundle. */
    public long version() {
        return version;
    }

    /** For whom it is: an application, or a part of its installations. */
    public String audience() {
        return audience;
    }

    public Instant issuedAt() {
        return issuedAt;
    }

    /** The last instant at which it may be adopted. */
    public Instant expires() {
        return expires;
    }

    public PinPolicy policy() {
        return policy;
    }

    /** The Android file that the policy was read from, if the bundle has one. */
    public Optional<String> networkSecurityConfig() {
        return Optional.ofNullable(networkSecurityConfig);
    }

    /** The keys that are trusted after this bundle, if they are others. */
    public Optional<TrustedKeys> nextKeys() {
        return Optional.ofNullable(nextKeys);
    }

    /** Whether {@link #expires} has passed: the instant itself still belongs to the bundle. */
    public boolean isExpiredAt(Instant now) {
        return now.isAfter(expires);
    }

    /** The JSON that is signed, in a new array. */
    public byte[] payload() {
        return payload.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bundle that && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return "bundle " + version + " for " + audience + ", " + issuedAt + " to " + expires + ", " + policy;
    }

    private static <T> T require(String what, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("the bundle has no " + what + ", expected one");
        }
        return value;
    }

    /** Collects the parts of a bundle; each may be set once. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable Long version;
        private @Nullable String audience;
        private @Nullable Instant issuedAt;
        private @Nullable Instant expires;
        private @Nullable PinPolicy policy;
        private @Nullable String networkSecurityConfig;
        private @Nullable TrustedKeys nextKeys;

        private Builder() {}

        /** Required: from 1 to 2⁵³ − 1, which every language can count. */
        public Builder version(long version) {
            if (version < 1 || version > JsonReader.MAX_INTEGER) {
                throw new IllegalArgumentException(
                        "the version is " + version + ", expected one from 1 to " + JsonReader.MAX_INTEGER);
            }
            this.version = once("version", this.version, version);
            return this;
        }

        /** Required: up to 100 letters, digits and {@code . _ : / @ -}. */
        public Builder audience(String audience) {
            requireAudience(audience);
            this.audience = once("audience", this.audience, audience);
            return this;
        }

        /** Required; what is below a second is left out. */
        public Builder issuedAt(Instant issuedAt) {
            this.issuedAt = once("issuedAt", this.issuedAt, inYearsOfFourDigits("issuedAt", issuedAt));
            return this;
        }

        /** Required, and later than {@link #issuedAt}; what is below a second is left out. */
        public Builder expires(Instant expires) {
            this.expires = once("expires", this.expires, inYearsOfFourDigits("expires", expires));
            return this;
        }

        /** The policy; either this or {@link #networkSecurityConfig}. No rule of it may do without a backup pin. */
        public Builder policy(PinPolicy policy) {
            this.policy = once("policy", this.policy, policy);
            return this;
        }

        /** The text of an Android file, of which the policy is what {@link NetworkSecurityConfig#parse(String)} makes of it. */
        public Builder networkSecurityConfig(String xml) {
            this.networkSecurityConfig = once("networkSecurityConfig", this.networkSecurityConfig, xml);
            return this;
        }

        /** The keys that are trusted after this bundle. Enough of them have to sign it, beside the ones that are trusted before. */
        public Builder nextKeys(TrustedKeys nextKeys) {
            this.nextKeys = once("nextKeys", this.nextKeys, nextKeys);
            return this;
        }

        /**
         * The bundle.
         *
         * @throws IllegalArgumentException if a part is missing or contradicts another, or the Android file is not read strictly without error
         */
        public Bundle build() {
            return build(null);
        }

        private Bundle build(byte @Nullable [] payload) {
            if ((policy == null) == (networkSecurityConfig == null)) {
                throw new IllegalArgumentException("the bundle has " + (policy == null ? "neither" : "both")
                        + " policy and networkSecurityConfig, expected one of them");
            }
            PinPolicy said = policy == null
                    ? NetworkSecurityConfig.parse(require("policy", networkSecurityConfig))
                            .policy()
                    : policy;
            return new Bundle(this, said, payload);
        }

        static void requireAudience(String audience) {
            if (!AUDIENCE.matcher(audience).matches()) {
                throw new IllegalArgumentException("the audience is " + Quoted.of(audience)
                        + ", expected up to 100 letters, digits and . _ : / @ -, a letter or digit first");
            }
        }

        private static Instant inYearsOfFourDigits(String what, Instant instant) {
            Instant seconds = instant.truncatedTo(ChronoUnit.SECONDS);
            return instant(what, seconds.toString());
        }

        private static <T> T once(String option, @Nullable T before, T now) {
            if (before != null) {
                throw new IllegalStateException(option + " is set twice, expected once");
            }
            return Objects.requireNonNull(now, option);
        }
    }
}
