package dev.linchpin.spring;

import dev.linchpin.Linchpin;
import dev.linchpin.spring.LinchpinProperties.UnpinnableClients;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.HttpComponentsClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;

/** Pins what sends the requests of {@code WebClient}, as {@link PinnedRequestFactories} does with those of the others. */
final class PinnedConnectors implements BeanPostProcessor {
    private final ObjectProvider<Linchpin> linchpin;
    private final ObjectProvider<LinchpinProperties> properties;
    private final MadeHere made = new MadeHere();

    PinnedConnectors(ObjectProvider<Linchpin> linchpin, ObjectProvider<LinchpinProperties> properties) {
        this.linchpin = linchpin;
        this.properties = properties;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ClientHttpConnectorBuilder<?> builder) {
            return pinned(builder, name);
        }
        if (bean instanceof ClientHttpConnector && !made.includes(bean)) {
            requireAccepted(bean, name);
        }
        return bean;
    }

    private ClientHttpConnectorBuilder<?> pinned(ClientHttpConnectorBuilder<?> builder, String name) {
        Linchpin judge = linchpin.getObject();
        if (builder instanceof HttpComponentsClientHttpConnectorBuilder httpComponents) {
            return finished(HttpComponentsClients.pinned(judge, httpComponents), Supplier::get);
        }
        if (builder instanceof JettyClientHttpConnectorBuilder jetty) {
            return finished(JettyClients.pinned(judge, jetty), Supplier::get);
        }
        if (builder instanceof JdkClientHttpConnectorBuilder jdk) {
            return finished(JdkClients.pinned(judge, jdk), generational(judge));
        }
        if (builder instanceof ReactorClientHttpConnectorBuilder reactor) {
            return finished(ReactorClients.pinned(judge, reactor), generational(judge));
        }
        requireAccepted(builder, name);
        return builder;
    }

    private static Function<Supplier<Object>, Object> generational(Linchpin linchpin) {
        return building -> new GenerationalConnector(linchpin, () -> (ClientHttpConnector) building.get());
    }

    @SuppressWarnings("rawtypes") // There is no Class object of a parameterized type.
    private ClientHttpConnectorBuilder<?> finished(
            ClientHttpConnectorBuilder<?> builder, Function<Supplier<Object>, Object> finish) {
        return PinnedBuilder.<ClientHttpConnectorBuilder>of(
                ClientHttpConnectorBuilder.class, builder, finish.andThen(made::remember));
    }

    private void requireAccepted(Object bean, String name) {
        if (properties.getObject().unpinnableClients() == UnpinnableClients.REFUSE) {
            throw new UnpinnedClientException(
                    "the bean " + name + " is a " + bean.getClass().getName()
                            + ", which cannot be pinned, expected a builder of Spring Boot's for HttpComponents, Jetty, Reactor or the JDK"
                            + " (spring.http.reactiveclient.connector in Spring Boot 3, spring.http.clients.reactive.connector in 4)");
        }
    }
}
