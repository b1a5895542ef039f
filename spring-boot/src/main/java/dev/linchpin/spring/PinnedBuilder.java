package dev.linchpin.spring;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a builder of Spring Boot's, and finishes whatever it builds. So do the builders that are derived from it.
 *
 * <p>A proxy, since the settings that {@code build} takes are of another type in Spring Boot 3 than in 4: no class can implement both.
 */
final class PinnedBuilder implements InvocationHandler {
    private final Class<?> type;
    private final Object builder;
    private final Function<Supplier<Object>, Object> finish;

    private PinnedBuilder(Class<?> type, Object builder, Function<Supplier<Object>, Object> finish) {
        this.type = type;
        this.builder = builder;
        this.finish = finish;
    }

    /**
     * @param finish is given what builds, with the settings of the call, and may have it do so more than once
     */
    static <B> B of(Class<B> type, B builder, Function<Supplier<Object>, Object> finish) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new PinnedBuilder(type, builder, finish)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(this, arguments);
        }
        if (method.getName().equals("build")) {
            requireNoBundle(arguments);
            return finish.apply(() -> call(method, arguments));
        }
        Object result = call(method, arguments);
        return type.isInstance(result) ? derived(result) : result;
    }

    private Object derived(Object result) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new PinnedBuilder(type, result, finish));
    }

    private Object call(Method method, Object @Nullable [] arguments) {
        try {
            return method.invoke(builder, arguments);
        } catch (InvocationTargetException e) {
            throw unchecked(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** No method of these builders declares anything else. */
    private static RuntimeException unchecked(InvocationTargetException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException refusal ? refusal : new IllegalStateException(e);
    }

    /** The clients would have trust and keys of Linchpin, and whoever has set the bundle would not hear of it. */
    private static void requireNoBundle(Object @Nullable [] arguments) {
        if (arguments == null || arguments.length == 0 || arguments[0] == null) {
            return;
        }
        try {
            if (arguments[0].getClass().getMethod("sslBundle").invoke(arguments[0]) != null) {
                throw new UnpinnedClientException(
                        "the settings of an HTTP client have an SSL bundle, expected none: trust store and"
                                + " key store of pinned clients are those of linchpin.ssl-bundle");
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    arguments[0].getClass() + " has no sslBundle, expected the settings of Spring Boot 3.5 or 4", e);
        }
    }

    @Override
    public String toString() {
        return "pinned " + builder;
    }
}
