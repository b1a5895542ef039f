package dev.linchpin.build;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Types as Java writes them, with their nullness, and without the package {@code java.lang}. */
final class TypeText {
    private TypeText() {}

    static String of(AnnotatedType type) {
        return (type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "") + bare(type);
    }

    private static String bare(AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            return of(array.getAnnotatedGenericComponentType()) + "[]";
        }
        if (type instanceof AnnotatedTypeVariable) {
            return type.getType().getTypeName();
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            return "?" + bounds(" super ", wildcard.getAnnotatedLowerBounds())
                    + bounds(" extends ", wildcard.getAnnotatedUpperBounds());
        }
        if (type instanceof AnnotatedParameterizedType parameterized) {
            Type raw = ((ParameterizedType) parameterized.getType()).getRawType();
            return Arrays.stream(parameterized.getAnnotatedActualTypeArguments())
                    .map(TypeText::of)
                    .collect(Collectors.joining(", ", name(raw) + "<", ">"));
        }
        return name(type.getType());
    }

    private static String name(Type type) {
        String name = type.getTypeName();
        return name.matches("java\\.lang\\.[A-Z][^.]*") ? name.substring("java.lang.".length()) : name;
    }

    /** The types after a word such as {@code throws}, or nothing. */
    static String list(String word, AnnotatedType[] types) {
        return types.length == 0
                ? ""
                : Arrays.stream(types).map(TypeText::of).sorted().collect(Collectors.joining(", ", word, ""));
    }

    private static String bounds(String word, AnnotatedType[] types) {
        return Arrays.stream(types)
                .filter(type -> type.getType() != Object.class || type.isAnnotationPresent(Nullable.class))
                .map(TypeText::of)
                .collect(Collectors.joining(" & ", word, ""))
                .replaceFirst("^" + word + "$", "");
    }

    static String parameters(TypeVariable<?>[] variables) {
        return parameters(variables, "");
    }

    static String parameters(TypeVariable<?>[] variables, String after) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(variable -> variable.getName() + bounds(" extends ", variable.getAnnotatedBounds()))
                        .collect(Collectors.joining(", ", "<", ">" + after));
    }
}
