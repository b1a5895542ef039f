package dev.linchpin.android;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one version of Android, which read network security configurations here as they do on a device. The time zone and the
 * language are those of this JVM: the platform reads dates in them. Safe for use by several threads.
 */
public final class AndroidPlatform implements Closeable {
    private static final int FIRST_RESOURCE = 0x7f010000;
    private static final int FILE = 0x7f020000;
    private static final int DEBUG_FILE = 0x7f020001;
    private static final int FLAG_DEBUGGABLE = 2;
    private static final String FILE_NAME = "network_security_config";

    private final AndroidLevel level;
    private final PlatformLoader loader;
    private final Members members = new Members();
    private final Class<?> applicationInfo;
    private final Constructor<?> resources;
    private final Constructor<?> context;
    private final Constructor<?> source;
    private final Constructor<?> application;
    private final Class<?> xmlParser;
    private final Class<?> notFound;
    private final Method coerceToString;

    private AndroidPlatform(AndroidLevel level, PlatformLoader loader) throws ReflectiveOperationException {
        this.level = level;
        this.loader = loader;
        this.applicationInfo = loader.loadClass("android.content.pm.ApplicationInfo");
        this.resources = hooked("android.content.res.Resources");
        this.context = hooked("android.content.ContextWrapper");
        this.source = source(loader.loadClass("android.security.net.config.XmlConfigSource"));
        this.application = loader.loadClass("android.security.net.config.ApplicationConfig")
                .getConstructor(loader.loadClass("android.security.net.config.ConfigSource"));
        this.xmlParser = loader.loadClass("android.content.res.XmlResourceParser");
        this.notFound = loader.loadClass("android.content.res.Resources$NotFoundException");
        this.coerceToString =
                loader.loadClass("android.util.TypedValue").getMethod("coerceToString", int.class, int.class);
    }

    /**
     * Loads a version.
     *
     * @param jar the file that Maven finds by {@link AndroidLevel#coordinates}
     * @param more classes that stand upon the platform's
     * @throws IOException if this is no file of that kind, or this JVM is too old for it; the message says so
     */
    public static AndroidPlatform load(AndroidLevel level, Path jar, Path... more) throws IOException {
        int java = Runtime.version().feature();
        if (java < level.java()) {
            throw new IOException(level + " needs Java " + level.java() + ", and this is Java " + java);
        }
        PlatformLoader loader = new PlatformLoader(
                Stream.concat(Stream.of(jar), Stream.of(more)).toList());
        try {
            return new AndroidPlatform(level, loader);
        } catch (ReflectiveOperationException | LinkageError e) {
            loader.close();
            throw new IOException(jar + " does not have the classes of " + level + ": " + e, e);
        }
    }

    private Constructor<?> hooked(String type) throws ReflectiveOperationException {
        return loader.loadClass(type).getConstructor(java.util.function.BiFunction.class);
    }

    /** From Android 9 on it is told the application, and before that what it wants to know of it. */
    private Constructor<?> source(Class<?> type) throws ReflectiveOperationException {
        Class<?> anyContext = loader.loadClass("android.content.Context");
        return level.api() >= 28
                ? type.getConstructor(anyContext, int.class, applicationInfo)
                : type.getConstructor(anyContext, int.class, boolean.class, int.class);
    }

    public AndroidLevel level() {
        return level;
    }

    /** Reads a file as a new application would. Whatever the platform throws is its refusal. */
    public NscReading read(NscFile file) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        Map<Integer, byte[]> raw = new LinkedHashMap<>();
        file.raw().forEach((name, content) -> {
            raw.put(FIRST_RESOURCE + ids.size(), content);
            ids.put("raw/" + name, FIRST_RESOURCE + ids.size());
        });
        CompiledXml main;
        CompiledXml debug;
        try {
            main = CompiledXml.compile(file.xml(), ids);
            debug = file.debugXml() == null ? null : CompiledXml.compile(file.debugXml(), ids);
        } catch (NotCompiledException e) {
            return new Refusal(Refusal.By.BUILD, String.valueOf(e.getMessage()));
        }
        try {
            Object config = application.newInstance(source(file, new AppResources(main, debug, raw)));
            members.call(config, "hasPerDomainConfigs"); // until somebody asks, it reads nothing
            return new AndroidApplication(config, members, ids);
        } catch (Throwable e) {
            return new Refusal(Refusal.By.PLATFORM, Failures.message(e));
        }
    }

    private Object source(NscFile file, AppResources answers) throws ReflectiveOperationException {
        Object info = applicationInfo.getConstructor().newInstance();
        applicationInfo.getField("targetSdkVersion").setInt(info, file.targetSdk());
        applicationInfo.getField("flags").setInt(info, file.debuggable() ? FLAG_DEBUGGABLE : 0);
        applicationInfo.getField("packageName").set(info, AppResources.PACKAGE);
        Object ownResources = resources.newInstance(answers);
        Hooks app = (method, arguments) -> switch (method) {
            case "getResources" -> ownResources;
            case "getApplicationInfo" -> info;
            default -> AppResources.PACKAGE;
        };
        Object ownContext = context.newInstance(app);
        return level.api() >= 28
                ? source.newInstance(ownContext, FILE, info)
                : source.newInstance(ownContext, FILE, file.debuggable(), file.targetSdk());
    }

    /** The resources of the application, in which the platform looks. */
    private final class AppResources implements Hooks {
        static final String PACKAGE = "app";

        private final CompiledXml main;
        private final @Nullable CompiledXml debug;
        private final Map<Integer, byte[]> raw;

        AppResources(CompiledXml main, @Nullable CompiledXml debug, Map<Integer, byte[]> raw) {
            this.main = main;
            this.debug = debug;
            this.raw = raw;
        }

        @Override
        public @Nullable Object apply(String method, Object[] arguments) {
            return switch (method) {
                case "getXml" -> xml((int) arguments[0]);
                case "openRawResource" -> new ByteArrayInputStream(raw((int) arguments[0]));
                case "getIdentifier" -> debug != null && arguments[0].equals(FILE_NAME + "_debug") ? DEBUG_FILE : 0;
                case "getResourceEntryName" -> FILE_NAME;
                case "getResourceName" -> PACKAGE + ":xml/" + FILE_NAME;
                default -> PACKAGE;
            };
        }

        private Object xml(int id) {
            CompiledXml asked = id == FILE ? main : debug;
            if (asked == null || (id != FILE && id != DEBUG_FILE)) {
                throw none(id);
            }
            return parser(asked);
        }

        private byte[] raw(int id) {
            byte[] content = raw.get(id);
            if (content == null) {
                throw none(id);
            }
            return content;
        }
    }

    private Object parser(CompiledXml file) {
        return Proxy.newProxyInstance(loader, new Class<?>[] {xmlParser}, new CompiledXmlParser(file, this::coerce));
    }

    private @Nullable String coerce(int type, int data) {
        try {
            return (String) coerceToString.invoke(null, type, data);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private RuntimeException none(int id) {
        try {
            return (RuntimeException)
                    notFound.getConstructor(String.class).newInstance("Resource ID #0x" + Integer.toHexString(id));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
