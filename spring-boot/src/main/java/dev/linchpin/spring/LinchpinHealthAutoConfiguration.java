package dev.linchpin.spring;

import dev.linchpin.Linchpin;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The health of {@code linchpin}, if the application has the actuator and {@code management.health.linchpin.enabled} does not say no.
 * Both lines of Spring Boot have the same indicator, in packages of their own; each gets the one that it knows.
 */
@AutoConfiguration(after = LinchpinAutoConfiguration.class)
@ConditionalOnBean(Linchpin.class)
public final class LinchpinHealthAutoConfiguration {
    private static final String BEAN = "linchpinHealthIndicator";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {
                "org.springframework.boot.actuate.health.HealthIndicator",
                "org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator"
            })
    static class InSpringBoot3 {
        @Bean(BEAN)
        @ConditionalOnMissingBean(name = BEAN)
        @org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator("linchpin")
        org.springframework.boot.actuate.health.HealthIndicator linchpinHealthIndicator(Linchpin linchpin) {
            return () -> {
                PinStatus status = PinStatus.of(linchpin, Clock.systemUTC());
                return (status.isUp()
                                ? org.springframework.boot.actuate.health.Health.up()
                                : org.springframework.boot.actuate.health.Health.down())
                        .withDetails(status.details())
                        .build();
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {
                "org.springframework.boot.health.contributor.HealthIndicator",
                "org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator"
            })
    static class InSpringBoot4 {
        @Bean(BEAN)
        @ConditionalOnMissingBean(name = BEAN)
        @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator("linchpin")
        org.springframework.boot.health.contributor.HealthIndicator linchpinHealthIndicator(Linchpin linchpin) {
            return () -> {
                PinStatus status = PinStatus.of(linchpin, Clock.systemUTC());
                return (status.isUp()
                                ? org.springframework.boot.health.contributor.Health.up()
                                : org.springframework.boot.health.contributor.Health.down())
                        .withDetails(status.details())
                        .build();
            };
        }
    }
}
