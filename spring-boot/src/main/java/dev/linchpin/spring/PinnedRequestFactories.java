package dev.linchpin.spring;

import dev.linchpin.Linchpin;
import dev.linchpin.spring.LinchpinProperties.UnpinnableClients;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Pins what makes the requests of {@code RestClient} and {@code RestTemplate}: the bean of Spring Boot's that builds factories, or the
 * one that the application has in its place. It comes after all customizers, so that none of them undoes what is done here.
 *
 * <p>A post-processor, and no customizer, since those are of another type in Spring Boot 3 than in 4, and see no bean of the
 * application's own.
 */
final class PinnedRequestFactories implements BeanPostProcessor {
    private final ObjectProvider<Linchpin> linchpin;
    private final ObjectProvider<LinchpinProperties> properties;
    private final MadeHere made = new MadeHere();

    PinnedRequestFactories(ObjectProvider<Linchpin> linchpin, ObjectProvider<LinchpinProperties> properties) {
        this.linchpin = linchpin;
        this.properties = properties;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ClientHttpRequestFactoryBuilder<?> builder) {
            return pinned(builder, name);
        }
        if (bean instanceof ClientHttpRequestFactory && !made.includes(bean)) {
            requireAccepted(bean, name);
        }
        return bean;
    }

    private ClientHttpRequestFactoryBuilder<?> pinned(ClientHttpRequestFactoryBuilder<?> builder, String name) {
        Linchpin judge = linchpin.getObject();
        if (builder instanceof HttpComponentsClientHttpRequestFactoryBuilder httpComponents) {
            return finished(HttpComponentsClients.pinned(judge, httpComponents), Supplier::get);
        }
        if (builder instanceof JettyClientHttpRequestFactoryBuilder jetty) {
            return finished(JettyClients.pinned(judge, jetty), Supplier::get);
        }
        if (builder instanceof JdkClientHttpRequestFactoryBuilder jdk) {
            return finished(JdkClients.pinned(judge, jdk), generational(judge));
        }
        if (builder instanceof ReactorClientHttpRequestFactoryBuilder reactor) {
            return finished(ReactorClients.pinned(judge, reactor), generational(judge));
        }
        requireAccepted(builder, name);
        return builder;
    }

    private static Function<Supplier<Object>, Object> generational(Linchpin linchpin) {
        return building -> new GenerationalRequestFactory(linchpin, () -> (ClientHttpRequestFactory) building.get());
    }

    @SuppressWarnings("rawtypes") // There is no Class object of a parameterized type.
    private ClientHttpRequestFactoryBuilder<?> finished(
            ClientHttpRequestFactoryBuilder<?> builder, Function<Supplier<Object>, Object> finish) {
        return PinnedBuilder.<ClientHttpRequestFactoryBuilder>of(
                ClientHttpRequestFactoryBuilder.class, builder, finish.andThen(made::remember));
    }

    private void requireAccepted(Object bean, String name) {
        if (properties.getObject().unpinnableClients() == UnpinnableClients.REFUSE) {
            throw new UnpinnedClientException(
                    "the bean " + name + " is a " + bean.getClass().getName()
                            + ", which cannot be pinned, expected a builder of Spring Boot's for HttpComponents, Jetty, Reactor or the JDK"
                            + " (spring.http.client.factory in Spring Boot 3, spring.http.clients.imperative.factory in 4)");
        }
    }
}
