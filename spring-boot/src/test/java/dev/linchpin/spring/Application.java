package dev.linchpin.spring;

import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.PinPolicy;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application as Spring Boot makes it, with pins for one host in its properties, and an authority of ours as the trusted one. */
@SpringBootConfiguration
@EnableAutoConfiguration
class Application {
    static final String HOST = "localhost";
    static final String OTHER = "127.0.0.1";
    static final TestCertificate AUTHORITY = TestCertificate.root("Boot Root");
    static final TestCertificate LEAF = AUTHORITY.leaf(HOST);
    static final String BACKUP = TestKey.generate().pin();

    static PinPolicy pinning(TestCertificate pinned) {
        return PinPolicy.builder().pin(HOST, pinned.pin(), BACKUP).build();
    }

    static Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("linchpin.rules[0].hosts", HOST);
        properties.put("linchpin.rules[0].pins[0]", LEAF.pin());
        properties.put("linchpin.rules[0].pins[1]", BACKUP);
        properties.put("linchpin.ssl-bundle", "lab");
        properties.put("spring.ssl.bundle.pem.lab.truststore.certificate", AUTHORITY.pem());
        return properties;
    }

    static ConfigurableApplicationContext start(Map<String, Object> properties, Class<?>... more) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("spring.main.banner-mode", "off");
        return new SpringApplicationBuilder(Application.class)
                .sources(more)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .properties(all)
                .run();
    }
}
