package dev.linchpin.cli.target;

import dev.linchpin.policy.PinPolicy;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The class {@code Pins} that a target writes for a policy, compiled with all warnings as errors. */
record CompiledPins(Class<?> pins) {
    /**
     * @param folder for sources and classes
     * @param more jars beside those that are here
     * @throws AssertionError if a compiler refuses the code
     */
    static CompiledPins of(String target, PinPolicy policy, Path folder, List<Path> more) throws Exception {
        EmittedCode code = new Emitter(Targets.named(target), SamplePolicies::describe).emit(policy);
        Path sources = Files.createDirectories(folder.resolve("sources"));
        for (String name : code.files().keySet()) {
            Files.writeString(sources.resolve(name), code.files().get(name));
        }
        Path classes = folder.resolve("classes");
        compile(code.files().keySet().stream().map(sources::resolve).toList(), more, classes);
        List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
        for (Path jar : more) {
            urls.add(jar.toUri().toURL());
        }
        ClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), CompiledPins.class.getClassLoader());
        return new CompiledPins(loader.loadClass("Pins"));
    }

    private static void compile(List<Path> sources, List<Path> more, Path classes) throws IOException {
        String classPath = Stream.concat(
                        Stream.of(System.getProperty("java.class.path")),
                        more.stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> options = List.of(
                "-Xlint:all,-classfile,-path,-processing",
                "-Werror",
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                classes.toString());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call()) {
                throw new AssertionError(messages.toString());
            }
        }
    }

    /** Calls the method with this name that takes as many arguments as are given. */
    Object call(String name, Object... arguments) throws Exception {
        Method method = Arrays.stream(pins.getMethods())
                .filter(one -> one.getName().equals(name) && one.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
