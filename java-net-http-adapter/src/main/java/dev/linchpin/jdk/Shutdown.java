package dev.linchpin.jdk;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * What a client can do about its own end since Java 21, looked up once. Before that it ends, with its threads and idle connections, when
 * nothing refers to it any more and its requests are over; there is nothing to begin and nothing to wait for.
 */
final class Shutdown {
    private static final Call INITIATE = since21("shutdown");
    private static final Call NOW = since21("shutdownNow");
    private static final Call AWAIT = since21("awaitTermination", Duration.class);
    private static final Call IS_OVER = since21("isTerminated");

    private Shutdown() {}

    /** Whether it did what it was asked to do, or to wait for. */
    private interface Call {
        Object on(HttpClient client, Object... arguments) throws IllegalAccessException, InvocationTargetException;
    }

    /** Lets the client end what it has begun, and nothing more. */
    static void initiate(HttpClient client) {
        call(INITIATE, client);
    }

    static void now(HttpClient client) {
        call(NOW, client);
    }

    static boolean isOver(HttpClient client) {
        return Boolean.TRUE.equals(call(IS_OVER, client));
    }

    static boolean await(HttpClient client, Duration patience) throws InterruptedException {
        try {
            return Boolean.TRUE.equals(AWAIT.on(client, patience));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object call(Call call, HttpClient client) {
        try {
            return call.on(client);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Call since21(String name, Class<?>... parameters) {
        try {
            Method method = HttpClient.class.getMethod(name, parameters);
            return method::invoke;
        } catch (NoSuchMethodException e) {
            return (client, arguments) -> true;
        }
    }
}
