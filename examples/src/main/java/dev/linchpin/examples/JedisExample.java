package dev.linchpin.examples;

import dev.linchpin.Linchpin;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;

/** Jedis, for Redis and Valkey. */
final class JedisExample {
    private JedisExample() {}

    @SuppressWarnings("deprecation") // what takes its place knows key stores only
    static JedisClientConfig config(Linchpin linchpin) {
        return DefaultJedisClientConfig.builder()
                .ssl(true)
                .sslSocketFactory(linchpin.socketFactory())
                .build();
    }
}
