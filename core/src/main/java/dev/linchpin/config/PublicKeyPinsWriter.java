package dev.linchpin.config;

import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Writes a policy as fields of RFC 7469, one block for each host. */
final class PublicKeyPinsWriter {
    /** As RFC 7469 §4.1 has it: about as long as browsers believed a host at most. */
    private static final long USUAL_DAYS = 60;

    private static final long USUAL_AGE = USUAL_DAYS * 24 * 60 * 60;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final PinPolicy policy;
    private final Instant noted;
    private final Losses losses;
    private final StringBuilder out = new StringBuilder();

    PublicKeyPinsWriter(PinPolicy policy, Instant noted) {
        this.policy = policy;
        this.noted = noted.truncatedTo(ChronoUnit.SECONDS);
        this.losses = new Losses("RFC 7469", policy);
    }

    WrittenPolicy write() {
        losses.unlistedHosts();
        policy.rules().forEach(this::rule);
        policy.exemptions().forEach(hosts -> losses.leftOut("exemption", hosts, "has no exemptions"));
        return new WrittenPolicy(out.toString(), losses.findings());
    }

    private void rule(PinRule rule) {
        if (losses.isDomain(rule.hosts())) {
            field(rule, Coverage.name(rule.hosts()), Coverage.of(rule.hosts().toString()) == Coverage.SUBTREE);
        }
    }

    private void field(PinRule rule, String name, boolean subtree) {
        boolean enforced = rule.mode() == EnforcementMode.ENFORCE;
        long age = maxAge(rule);
        List<SpkiPin> keys = losses.keys(rule);
        if (keys.isEmpty()) {
            return;
        }
        if (enforced && age <= 0) {
            losses.leftOut("expired", rule.hosts(), "takes no pins that have ended");
            return;
        }
        losses.failClosed(rule);
        losses.noBackupPin(rule);
        out.append(out.length() == 0 ? "" : "\n").append("Host: ").append(name);
        out.append("\nDate: ").append(DATE.format(noted.atOffset(ZoneOffset.UTC)));
        out.append(enforced ? "\nPublic-Key-Pins: " : "\nPublic-Key-Pins-Report-Only: ");
        for (SpkiPin pin : keys) {
            out.append("pin-sha256=\"")
                    .append(Base64.getEncoder().encodeToString(pin.hash()))
                    .append("\"; ");
        }
        out.append("max-age=").append(enforced ? age : USUAL_AGE);
        out.append(subtree ? "; includeSubDomains\n" : "\n");
    }

    /** A field that only reports says none that counts. */
    private long maxAge(PinRule rule) {
        if (rule.mode() == EnforcementMode.REPORT_ONLY) {
            losses.noExpiry(rule);
            return 0;
        }
        if (!rule.expires().isPresent()) {
            losses.warn(
                    "max-age",
                    "the pins of " + rule.hosts() + " have no end, those of RFC 7469 have to: they are written to end "
                            + USUAL_DAYS + " days after " + noted);
            return USUAL_AGE;
        }
        Instant end = rule.expires().get();
        if (!end.equals(end.truncatedTo(ChronoUnit.SECONDS))) {
            losses.warn("max-age", "the pins of " + rule.hosts() + " end at " + end + ", written as a second earlier");
        }
        return ChronoUnit.SECONDS.between(noted, end);
    }
}
