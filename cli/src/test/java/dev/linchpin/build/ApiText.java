package dev.linchpin.build;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What code outside a module can see of it, one declaration a line and the same on every JDK: what the module exports
 * and hands on, then each public type with its public members, and the protected ones where it can be extended.
 */
final class ApiText {
    private static final int SHOWN = Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL;

    private final Class<?> type;

    private ApiText(Class<?> type) {
        this.type = type;
    }

    static List<String> of(ModuleReference module) throws IOException {
        ModuleDescriptor descriptor = module.descriptor();
        Set<String> head = new TreeSet<>();
        exportedPackages(module).forEach(exported -> head.add("  exports " + exported));
        for (ModuleDescriptor.Requires requires : descriptor.requires()) {
            if (requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE)) {
                head.add("  requires transitive " + requires.name());
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("module " + descriptor.name());
        lines.addAll(head);
        for (Class<?> type : exportedTypes(module)) {
            lines.add("");
            lines.addAll(new ApiText(type).lines());
        }
        return lines;
    }

    /** To everybody. */
    private static Set<String> exportedPackages(ModuleReference module) {
        return module.descriptor().exports().stream()
                .filter(exported -> !exported.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    private static List<Class<?>> exportedTypes(ModuleReference module) throws IOException {
        Set<String> packages = exportedPackages(module);
        List<Class<?>> types = new ArrayList<>();
        try (ModuleReader reader = module.open();
                Stream<String> files = reader.list()) {
            for (String file : files.toList()) {
                if (file.endsWith(".class") && !file.endsWith("-info.class")) {
                    String name =
                            file.substring(0, file.length() - ".class".length()).replace('/', '.');
                    Class<?> type = load(name);
                    if (packages.contains(type.getPackageName()) && isVisible(type)) {
                        types.add(type);
                    }
                }
            }
        }
        types.sort(Comparator.comparing(Class::getName));
        return types;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiText.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return outer == null
                ? Modifier.isPublic(type.getModifiers())
                : isVisible(type.getModifiers(), outer) && isVisible(outer);
    }

    private static boolean isVisible(int modifiers, Class<?> owner) {
        return Modifier.isPublic(modifiers)
                || (Modifier.isProtected(modifiers) && !Modifier.isFinal(owner.getModifiers()));
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(deprecation(type) + header());
        constants().forEach(constant -> lines.add("  enum constant " + constant));
        add(lines, Arrays.stream(type.getDeclaredConstructors()), this::constructor);
        add(lines, Arrays.stream(type.getDeclaredFields()).filter(field -> !field.isEnumConstant()), this::field);
        add(lines, declaring().flatMap(owner -> Arrays.stream(owner.getDeclaredMethods())), this::method);
        return lines;
    }

    private <M extends Member> void add(List<String> lines, Stream<M> members, Function<M, String> text) {
        members.filter(member -> !member.isSynthetic() && !isImplied(member))
                .filter(member -> isVisible(member.getModifiers(), type))
                .sorted(Comparator.<M, String>comparing(Member::getName).thenComparing(text))
                .map(member -> "  " + text.apply(member))
                .distinct()
                .forEach(lines::add);
    }

    /** What follows from the header: every type has the methods of Object, every record and enum the same few more. */
    private boolean isImplied(Member member) {
        if (!(member instanceof Executable executable)) {
            return false;
        }
        Class<?>[] parameters = executable.getParameterTypes();
        String signature = member.getName() + Arrays.toString(parameters);
        if (Set.of("equals[class java.lang.Object]", "hashCode[]", "toString[]").contains(signature)) {
            return true;
        }
        if (type.isRecord()) {
            Class<?>[] parts = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            boolean accessor = Arrays.stream(type.getRecordComponents())
                    .anyMatch(part -> part.getAccessor().equals(member));
            return accessor || (member instanceof Constructor && Arrays.equals(parts, parameters));
        }
        return type.isEnum()
                && Set.of("values[]", "valueOf[class java.lang.String]").contains(signature);
    }

    private String header() {
        int modifiers = type.getModifiers();
        StringBuilder text = new StringBuilder();
        text.append(Modifier.isProtected(modifiers) ? "protected " : "public ");
        if (type.getDeclaringClass() != null && Modifier.isStatic(modifiers)) {
            text.append("static ");
        }
        if (Modifier.isAbstract(modifiers) && !type.isInterface()) {
            text.append("abstract ");
        }
        if (Modifier.isFinal(modifiers) && !type.isRecord() && !type.isEnum()) {
            text.append("final ");
        }
        text.append(type.isSealed() ? "sealed " : "").append(kind()).append(' ').append(type.getName());
        text.append(TypeText.parameters(type.getTypeParameters()));
        if (type.isRecord()) {
            text.append(Arrays.stream(type.getRecordComponents())
                    .map(part -> TypeText.of(part.getAnnotatedType()) + " " + part.getName())
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        AnnotatedType superclass = type.getAnnotatedSuperclass();
        if (superclass != null && kind().equals("class") && superclass.getType() != Object.class) {
            text.append(" extends ").append(TypeText.of(superclass));
        }
        text.append(TypeText.list(type.isInterface() ? " extends " : " implements ", type.getAnnotatedInterfaces()));
        if (type.isSealed()) {
            text.append(Arrays.stream(type.getPermittedSubclasses())
                    .map(Class::getName)
                    .sorted()
                    .collect(Collectors.joining(", ", " permits ", "")));
        }
        return text.toString();
    }

    private String kind() {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        return type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
    }

    private Stream<String> constants() {
        Object[] constants = type.getEnumConstants();
        return constants == null ? Stream.of() : Arrays.stream(constants).map(constant -> ((Enum<?>) constant).name());
    }

    /** The type and those above it that nobody outside can name: their members are seen as its own. */
    private Stream<Class<?>> declaring() {
        List<Class<?>> owners = new ArrayList<>(List.of(type));
        for (Class<?> c = type.getSuperclass(); c != null && !isVisible(c); c = c.getSuperclass()) {
            owners.add(c);
        }
        return owners.stream();
    }

    private String constructor(Constructor<?> constructor) {
        return modifiers(constructor)
                + TypeText.parameters(constructor.getTypeParameters(), " ")
                + type.getSimpleName()
                + parameters(constructor);
    }

    private String field(Field field) {
        return modifiers(field) + TypeText.of(field.getAnnotatedType()) + " " + field.getName();
    }

    private String method(Method method) {
        return (method.isDefault() ? "default " : "")
                + modifiers(method)
                + TypeText.parameters(method.getTypeParameters(), " ")
                + TypeText.of(method.getAnnotatedReturnType())
                + " "
                + method.getName()
                + parameters(method);
    }

    private <M extends AccessibleObject & Member> String modifiers(M member) {
        boolean open = member instanceof Method && !type.isInterface();
        boolean isAbstract = open && Modifier.isAbstract(member.getModifiers());
        String text = Modifier.toString(member.getModifiers() & SHOWN);
        return deprecation(member) + (isAbstract ? "abstract " : "") + (text.isEmpty() ? "" : text + " ");
    }

    private static String deprecation(AnnotatedElement element) {
        return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
    }

    private static String parameters(Executable executable) {
        String list = Arrays.stream(executable.getParameters())
                .map(ApiText::parameter)
                .collect(Collectors.joining(", ", "(", ")"));
        return list + TypeText.list(" throws ", executable.getAnnotatedExceptionTypes());
    }

    private static String parameter(Parameter parameter) {
        String text = TypeText.of(parameter.getAnnotatedType());
        return parameter.isVarArgs() ? text.replaceFirst("\\[]$", "...") : text;
    }
}
