package dev.linchpin.httpclient5;

import java.lang.reflect.Field;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client builder has a connection manager already. HttpClient 5.6 says so when it is asked; in 5.4 and 5.5, of which
 * nobody will change a private field any more, the field is read.
 */
final class ManagerInBuilder {
    private ManagerInBuilder() {}

    /** @throws IllegalStateException if there is one, or if this HttpClient does not tell */
    static void requireNone(HttpClientBuilder client) {
        requireNone(HttpClientBuilder.class, client);
    }

    /** @throws IllegalStateException if there is one, or if this HttpClient does not tell */
    static void requireNone(HttpAsyncClientBuilder client) {
        requireNone(HttpAsyncClientBuilder.class, client);
    }

    private static <B> void requireNone(Class<B> type, B client) {
        Object manager;
        try {
            manager = read(type, client);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "This HttpClient does not say whether " + type.getSimpleName()
                            + " has a connection manager, which 5.4, 5.5 and 5.6 do",
                    e);
        }
        if (manager != null) {
            throw new IllegalStateException(Installation.MANAGER_IS_MADE);
        }
    }

    private static <B> @Nullable Object read(Class<B> type, B client) throws ReflectiveOperationException {
        try {
            return type.getMethod("getConnManager").invoke(client);
        } catch (NoSuchMethodException before56) {
            Field manager = type.getDeclaredField("connManager");
            manager.setAccessible(true);
            return manager.get(client);
        }
    }
}
