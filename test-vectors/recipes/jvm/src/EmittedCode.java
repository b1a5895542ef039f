import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What was emitted, compiled together with the client of this recipe that calls it. */
record EmittedCode(Class<?> client) {
    /**
     * Compiles Java; of Kotlin, {@code compile.sh} has made classes before.
     *
     * @param folder of the emitted files
     * @param name of the class of the client
     */
    static EmittedCode load(Path folder, String name) throws IOException, ReflectiveOperationException {
        Path classes = folder.resolve("classes");
        if (Files.exists(Path.of("clients", name + ".java"))) {
            classes = Files.createTempDirectory("linchpin-emitted-");
            compile(folder, name, classes);
        }
        URL[] url = {classes.toUri().toURL()};
        return new EmittedCode(Class.forName(name, true, new URLClassLoader(url, EmittedCode.class.getClassLoader())));
    }

    private static void compile(Path folder, String name, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-proc:none", "-d", classes.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources = new ArrayList<>(List.of(Path.of("clients", name + ".java")));
            try (Stream<Path> emitted = Files.list(folder)) {
                emitted.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
            if (!compiler.getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call()) {
                throw new IllegalStateException("the emitted code does not compile:\n" + messages);
            }
        }
    }

    EmittedClient open(Authorities authorities) throws Exception {
        try {
            return (EmittedClient) client.getConstructor(Authorities.class).newInstance(authorities);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
