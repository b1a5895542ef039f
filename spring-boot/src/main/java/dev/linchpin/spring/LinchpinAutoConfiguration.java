package dev.linchpin.spring;

import dev.linchpin.Linchpin;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.report.PinReporter;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A {@link Linchpin} from the properties {@code linchpin.*}, unless the application has one, and that one in every HTTP client that
 * Spring Boot makes: {@code RestClient}, {@code RestTemplate} and {@code WebClient} from the builders that it hands out. A
 * {@link PinReporter} that is a bean hears of the verdicts.
 *
 * <p>What is wrong, and what would leave a client without pins, fails the application's start in one sentence.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration",
            "org.springframework.boot.autoconfigure.http.client.HttpClientAutoConfiguration",
            "org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration"
        })
@EnableConfigurationProperties(LinchpinProperties.class)
public final class LinchpinAutoConfiguration {
    private static final String CONFIGURED = "linchpinFromProperties";

    @Bean(CONFIGURED)
    @ConditionalOnMissingBean(Linchpin.class)
    Linchpin linchpin(
            LinchpinProperties properties, ObjectProvider<PinReporter> reporter, ObjectProvider<SslBundles> bundles) {
        PinPolicy policy = ConfiguredPolicy.of(properties);
        Linchpin.Builder linchpin = Linchpin.builder().policy(policy);
        reporter.ifAvailable(linchpin::reporter);
        if (properties.sslBundle() != null) {
            ConfiguredTrust.of(properties.sslBundle(), bundles.getIfAvailable(), linchpin);
        }
        return linchpin.build();
    }

    /** Rules that nobody enforces would be worse than none; and what is wrong fails at start, however lazy the application is. */
    @Bean
    SmartInitializingSingleton linchpinIsInForce(
            ListableBeanFactory beans, LinchpinProperties properties, ObjectProvider<Linchpin> linchpin) {
        return () -> {
            linchpin.getObject();
            if (!beans.containsBean(CONFIGURED) && (!properties.rules().isEmpty() || properties.sslBundle() != null)) {
                throw new RefusedPropertyException(
                        properties.rules().isEmpty() ? "linchpin.ssl-bundle" : "linchpin.rules",
                        "it is set, and the application has a Linchpin bean of its own; expected one of the two");
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {
                "org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder",
                "org.springframework.http.client.ClientHttpRequestFactory"
            })
    static class RequestFactories {
        @Bean
        static PinnedRequestFactories pinnedRequestFactories(
                ObjectProvider<Linchpin> linchpin, ObjectProvider<LinchpinProperties> properties) {
            return new PinnedRequestFactories(linchpin, properties);
        }

        /** Where Spring Boot makes none, as in a reactive application, {@code RestClient.Builder} would look for one that is no bean. */
        @Bean
        @ConditionalOnMissingBean(ClientHttpRequestFactoryBuilder.class)
        ClientHttpRequestFactoryBuilder<?> linchpinRequestFactoryBuilder() {
            return ClientHttpRequestFactoryBuilder.detect();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {
                "org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder",
                "org.springframework.http.client.reactive.ClientHttpConnector",
                "reactor.core.publisher.Mono"
            })
    static class Connectors {
        @Bean
        static PinnedConnectors pinnedConnectors(
                ObjectProvider<Linchpin> linchpin, ObjectProvider<LinchpinProperties> properties) {
            return new PinnedConnectors(linchpin, properties);
        }
    }
}
