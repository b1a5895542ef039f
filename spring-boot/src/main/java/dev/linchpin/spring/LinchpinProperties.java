package dev.linchpin.spring;

import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.UnlistedHosts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code linchpin.*} says. A name that is none of these is refused: a rule with a misspelt option would be another rule.
 *
 * @param rules see {@link Rule}
 * @param exempt hosts, {@code *.domain} or {@code **.domain}, that are unpinned on purpose although a wider rule covers them
 * @param unlistedHosts what becomes of hosts that no rule and no exemption covers; allowed unless set
 * @param sslBundle a bundle of {@code spring.ssl.bundle.*} whose trust store and key store are Linchpin's
 * @param unpinnableClients what becomes of a client that cannot be pinned
 */
@ConfigurationProperties(prefix = "linchpin", ignoreUnknownFields = false)
record LinchpinProperties(
        @DefaultValue List<Rule> rules,
        @DefaultValue List<String> exempt,
        @Nullable UnlistedHosts unlistedHosts,
        @Nullable String sslBundle,
        @DefaultValue("refuse") UnpinnableClients unpinnableClients) {

    /**
     * @param hosts a host, {@code *.domain} or {@code **.domain}
     * @param pins as {@code sha256/…}
     * @param mode enforced unless set
     * @param expires a date or an instant
     * @param afterExpiry required with {@code expires}
     * @param noBackupPin why an enforced rule may have a single pin
     */
    record Rule(
            @Nullable String hosts,
            @DefaultValue List<String> pins,
            @Nullable EnforcementMode mode,
            @Nullable String expires,
            @Nullable AfterExpiry afterExpiry,
            @Nullable String noBackupPin) {}

    /** What becomes of a factory of requests, or a connector, that is none of those that are known. */
    enum UnpinnableClients {
        /** The application does not start. */
        REFUSE,
        /** It is used as it is, and whoever has made it answers for its pins. */
        ACCEPT
    }
}
