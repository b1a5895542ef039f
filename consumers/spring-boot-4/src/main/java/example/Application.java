package example;

import dev.linchpin.Linchpin;
import dev.linchpin.httpclient5.HttpClient5Pinning;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class Application {
    @Bean
    ClientHttpRequestFactoryBuilderCustomizer<HttpComponentsClientHttpRequestFactoryBuilder> pinnedHttpClient5(Linchpin linchpin) {
        HttpClient5Pinning pinning = HttpClient5Pinning.of(linchpin);
        return boot -> boot.withConnectionManagerCustomizer(pinning::connections).withHttpClientCustomizer(pinning::client);
    }

    @Bean
    ClientHttpRequestFactoryBuilderCustomizer<JdkClientHttpRequestFactoryBuilder> pinnedJdkClient(Linchpin linchpin) {
        return boot -> boot.withHttpClientCustomizer(client -> client.sslContext(linchpin.sslContext()));
    }
}
