package dev.linchpin.android;

import dev.linchpin.android.HostConfig.Anchors;
import dev.linchpin.android.HostConfig.Source;
import java.lang.reflect.InvocationTargetException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An application whose file the platform has read. Safe for use by several threads. */
public final class AndroidApplication implements NscReading {
    private final Object config;
    private final Members members;
    private final AppFiles files;

    AndroidApplication(Object config, Members members, AppFiles files) {
        this.config = config;
        this.members = members;
        this.files = files;
    }

    /** What holds for a host, in whatever spelling it is asked for. */
    public HostAnswer forHost(String host) {
        try {
            return read(Objects.requireNonNull(members.call(config, "getConfigForHostname", host)), host);
        } catch (Throwable e) {
            return new LookUpFailure(Failures.message(e));
        }
    }

    private HostConfig read(Object own, String host) throws Throwable {
        Object pins = the(own, "mPins");
        long expires = (long) the(pins, "expirationTime");
        return new HostConfig(
                pins(pins),
                expires == Long.MAX_VALUE ? null : Instant.ofEpochMilli(expires),
                (boolean) the(own, "mCleartextTrafficPermitted"),
                (boolean) the(own, "mHstsEnforced"),
                (Boolean) ifKnown(own, "isCertificateTransparencyVerificationRequired"),
                (Integer) ifKnown(own, "getDomainEncryptionMode"),
                anchors(own),
                source(own, host));
    }

    private List<String> pins(Object set) {
        List<String> pins = new ArrayList<>();
        for (Object pin : (Collection<?>) the(set, "pins")) {
            pins.add(Base64.getEncoder().encodeToString((byte[]) the(pin, "digest")));
        }
        pins.sort(Comparator.naturalOrder());
        return pins;
    }

    private @Nullable Object ifKnown(Object own, String method) throws Throwable {
        return members.has(own, method, 0) ? members.call(own, method) : null;
    }

    private List<Anchors> anchors(Object own) {
        List<Anchors> anchors = new ArrayList<>();
        for (Object entry : (Collection<?>) the(own, "mCertificatesEntryRefs")) {
            anchors.add(new Anchors(from(the(entry, "mSource")), (boolean) the(entry, "mOverridesPins")));
        }
        return anchors;
    }

    /** {@code system} for {@code SystemCertificateSource}; a resource by its name. */
    private String from(Object source) {
        String kind = source.getClass().getSimpleName().replace("CertificateSource", "");
        return kind.equals("Resource")
                ? "@" + files.name((int) the(source, "mResourceId"))
                : kind.toLowerCase(Locale.ROOT);
    }

    /** Among the domains that share the configuration, the one that is nearest to the host. */
    private @Nullable Source source(Object own, String host) {
        Object all = members.field(config, "mConfigs");
        String asked = host.toLowerCase(Locale.US).replaceFirst("\\.$", "");
        Source nearest = null;
        for (Object pair : all == null ? List.of() : (Collection<?>) all) {
            Object domain = the(pair, "first");
            Source one = new Source((String) the(domain, "hostname"), (boolean) the(domain, "subdomainsIncluded"));
            boolean concerned =
                    asked.equals(one.domain()) || (one.includeSubdomains() && asked.endsWith("." + one.domain()));
            if (members.field(pair, "second") == own
                    && concerned
                    && (nearest == null
                            || one.domain().length() > nearest.domain().length())) {
                nearest = one;
            }
        }
        return nearest;
    }

    private Object the(Object object, String field) {
        return Objects.requireNonNull(members.field(object, field), field);
    }

    /**
     * Has the platform's trust manager judge a server, as it does for a client that names the host.
     *
     * @param chain what the server presents
     * @param authType the kind of its key exchange, as TLS calls it
     * @throws CertificateException if it is refused
     */
    public void checkServer(X509Certificate[] chain, String authType, String host) throws CertificateException {
        try {
            Object trust = Objects.requireNonNull(members.call(config, "getTrustManager"));
            trust.getClass()
                    .getMethod("checkServerTrusted", X509Certificate[].class, String.class, String.class)
                    .invoke(trust, chain, authType, host);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof CertificateException refused
                    ? refused
                    : new CertificateException(Failures.message(e), e);
        } catch (Throwable e) {
            throw new CertificateException(Failures.message(e), e);
        }
    }
}
