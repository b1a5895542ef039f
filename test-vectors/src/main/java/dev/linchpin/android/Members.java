package dev.linchpin.android;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Fields and methods of the platform's objects, public or not: nothing here is compiled against their classes. Safe for several threads. */
final class Members {
    private record Key(Class<?> owner, String name, int parameters) {}

    private final Map<Key, Optional<Method>> methods = new ConcurrentHashMap<>();
    private final Map<Key, Field> fields = new ConcurrentHashMap<>();

    /** @throws IllegalStateException if its class does not declare the field */
    @Nullable
    Object field(Object object, String name) {
        Field field = fields.computeIfAbsent(new Key(object.getClass(), name, 0), Members::find);
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field find(Key key) {
        try {
            Field field = key.owner().getDeclaredField(key.name());
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(
                    "the platform has no field " + key.owner().getName() + "." + key.name(), e);
        }
    }

    /** Whether its class declares a method of this name with so many parameters. */
    boolean has(Object object, String name, int parameters) {
        return methods.computeIfAbsent(new Key(object.getClass(), name, parameters), Members::search)
                .isPresent();
    }

    /**
     * Calls a method that its class declares, and no other of this name with as many parameters.
     *
     * @throws Throwable whatever the method throws
     */
    @Nullable
    Object call(Object object, String name, @Nullable Object... arguments) throws Throwable {
        Key key = new Key(object.getClass(), name, arguments.length);
        Method method = methods.computeIfAbsent(key, Members::search)
                .orElseThrow(() -> new IllegalStateException("the platform has no method " + key));
        try {
            return method.invoke(object, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static Optional<Method> search(Key key) {
        Optional<Method> found = Arrays.stream(key.owner().getDeclaredMethods())
                .filter(method -> method.getName().equals(key.name()) && method.getParameterCount() == key.parameters())
                .findFirst();
        found.ifPresent(method -> method.setAccessible(true));
        return found;
    }
}
