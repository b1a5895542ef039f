package dev.linchpin.android;

import java.lang.reflect.Method;
import java.net.URL;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** TrustKit-Android's reader, on a platform whose class loader has its classes as well. */
final class TrustKit {
    /** What to ask Maven for. */
    static final String COORDINATES = "com.datatheorem.android.trustkit:trustkit:1.1.5@aar";

    private static final String CONFIGURATION = "com.datatheorem.android.trustkit.config.TrustKitConfiguration";

    private final AndroidPlatform platform;
    private final Method fromXmlPolicy;

    TrustKit(AndroidPlatform platform) throws ReflectiveOperationException {
        this.platform = platform;
        this.fromXmlPolicy = platform.type(CONFIGURATION)
                .getMethod(
                        "fromXmlPolicy",
                        platform.type("android.content.Context"),
                        platform.type("org.xmlpull.v1.XmlPullParser"));
    }

    TrustKitAnswer answer(NscQuestion question) {
        AppFiles files;
        try {
            files = AppFiles.compile(question.file());
        } catch (NotCompiledException e) {
            return TrustKitAnswer.refused(new Refusal(Refusal.By.BUILD, String.valueOf(e.getMessage())));
        }
        Object configuration;
        try {
            configuration = Objects.requireNonNull(
                    fromXmlPolicy.invoke(null, platform.context(files, null), platform.parser(files.main())));
        } catch (Throwable e) {
            return TrustKitAnswer.refused(new Refusal(Refusal.By.PLATFORM, Failures.message(e)));
        }
        Map<String, TrustKitPolicy> policies = new LinkedHashMap<>();
        Map<String, String> failures = new LinkedHashMap<>();
        for (String host : question.hosts()) {
            try {
                Object policy = platform.members().call(configuration, "getPolicyForHostname", host);
                if (policy != null) {
                    policies.put(host, read(policy));
                }
            } catch (Throwable e) {
                failures.put(host, Failures.message(e));
            }
        }
        return new TrustKitAnswer(Optional.empty(), policies, failures);
    }

    private TrustKitPolicy read(Object policy) {
        Date expires = (Date) platform.members().field(policy, "expirationDate");
        return new TrustKitPolicy(
                (String) the(policy, "hostname"),
                (boolean) the(policy, "shouldIncludeSubdomains"),
                (boolean) the(policy, "shouldEnforcePinning"),
                sorted((Collection<?>) the(policy, "publicKeyPins")),
                expires == null ? null : expires.toInstant(),
                ((Collection<?>) the(policy, "reportUris"))
                        .stream()
                                .map(uri -> ((URL) uri).toExternalForm())
                                .sorted()
                                .toList());
    }

    private static List<String> sorted(Collection<?> texts) {
        return texts.stream().map(Object::toString).sorted().toList();
    }

    private Object the(Object object, String field) {
        return Objects.requireNonNull(platform.members().field(object, field), field);
    }
}
