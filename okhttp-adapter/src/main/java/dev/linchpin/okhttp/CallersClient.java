package dev.linchpin.okhttp;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The client that makes a call. Before 5.4 OkHttp says so by an internal class alone, which is looked up once; without it (OkHttp 5.2
 * and 5.3 as a named module export it to few) the client is not known.
 */
final class CallersClient {
    private static final @Nullable MethodHandle CLIENT = find();

    private CallersClient() {}

    static @Nullable OkHttpClient of(Call call) {
        // An interceptor that wraps the chain may have a call of its own.
        if (CLIENT == null || !CLIENT.type().parameterType(0).isInstance(call)) {
            return null;
        }
        try {
            return (OkHttpClient) CLIENT.invokeWithArguments(call);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // A getter throws nothing.
        }
    }

    private static @Nullable MethodHandle find() {
        try {
            Class<?> call =
                    Class.forName("okhttp3.internal.connection.RealCall", false, OkHttpClient.class.getClassLoader());
            return MethodHandles.lookup().findVirtual(call, "getClient", MethodType.methodType(OkHttpClient.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
