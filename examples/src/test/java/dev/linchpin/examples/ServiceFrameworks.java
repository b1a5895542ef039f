package dev.linchpin.examples;

import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.linchpin.Linchpin;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.bson.Document;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;

/** Clients of brokers, databases and mail servers, which do not speak HTTP. */
final class ServiceFrameworks {
    private ServiceFrameworks() {}

    static List<Framework> all() {
        return List.of(
                service("Kafka", "KafkaExample.java", Admin.class, KafkaScript::new, ServiceFrameworks::kafka),
                service(
                        "PostgreSQL JDBC",
                        "PostgresExample.java",
                        org.postgresql.Driver.class,
                        port -> new PostgresScript(),
                        ServiceFrameworks::postgres),
                service(
                        "Jedis",
                        "JedisExample.java",
                        RedisClient.class,
                        port -> new RedisScript(),
                        ServiceFrameworks::jedis),
                service(
                        "MongoDB",
                        "MongoExample.java",
                        MongoClient.class,
                        port -> new MongoScript(),
                        ServiceFrameworks::mongo),
                mail("Angus Mail, SMTPS", MailExample::smtps, port -> new SmtpScript(false)),
                mail("Angus Mail, STARTTLS", MailExample::startTls, port -> new SmtpScript(true)));
    }

    private static Framework service(
            String name, String example, Class<?> type, IntFunction<Script> script, Framework.Wiring wiring) {
        return new Framework(name, example, type, leaf -> ScriptedPeer.start(leaf, script), wiring);
    }

    private static Player kafka(Linchpin linchpin, String host, int port) {
        Map<String, Object> settings = new HashMap<>(KafkaExample.settings(linchpin));
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, host + ":" + port);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "7000");
        Admin admin = Admin.create(settings);
        return Player.of(() -> admin.describeCluster().nodes().get(20, TimeUnit.SECONDS), admin::close);
    }

    private static Player postgres(Linchpin linchpin, String host, int port) {
        Properties settings = PostgresExample.settings(linchpin);
        settings.setProperty("user", "linchpin");
        settings.setProperty("gssEncMode", "disable");
        Database database = new Database("jdbc:postgresql://" + host + ":" + port + "/test", settings);
        return Player.of(database::query, database::close);
    }

    /** Keeps its one connection, as a pool does, and makes another when that has ended. */
    private static final class Database {
        private final String url;
        private final Properties settings;
        private @Nullable Connection connection;

        private Database(String url, Properties settings) {
            this.url = url;
            this.settings = settings;
        }

        private void query() throws SQLException {
            Connection open = connection;
            if (open == null || !open.isValid(5)) {
                connection = DriverManager.getConnection(url, settings);
            }
        }

        private void close() throws IOException {
            try {
                Connection open = connection;
                if (open != null) {
                    open.close();
                }
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }

    private static Player jedis(Linchpin linchpin, String host, int port) {
        RedisClient client = RedisClient.builder()
                .hostAndPort(host, port)
                .clientConfig(JedisExample.config(linchpin))
                .build();
        return Player.of(client::ping, client::close);
    }

    private static Player mongo(Linchpin linchpin, String host, int port) {
        MongoClient client = MongoClients.create(MongoExample.settings(linchpin)
                .applyToClusterSettings(cluster -> cluster.hosts(List.of(new ServerAddress(host, port)))
                        .serverSelectionTimeout(6, TimeUnit.SECONDS))
                .build());
        return Player.of(() -> client.getDatabase("admin").runCommand(new Document("ping", 1)), client);
    }

    private static Framework mail(String name, Function<Linchpin, Properties> example, IntFunction<Script> script) {
        return service(name, "MailExample.java", SMTPTransport.class, script, (linchpin, host, port) -> {
            Properties settings = example.apply(linchpin);
            settings.put("mail.smtp.timeout", "20000");
            Transport transport = Session.getInstance(settings).getTransport("smtp");
            return Player.of(
                    () -> {
                        if (!transport.isConnected()) {
                            transport.connect(host, port, null, null);
                        }
                    },
                    () -> close(transport));
        });
    }

    private static void close(Transport transport) throws IOException {
        try {
            transport.close();
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }
}
