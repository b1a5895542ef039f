package dev.linchpin.android;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one version of Android, which read network security configurations here as they do on a device. The time zone and the
 * language are those of this JVM: the platform reads dates in them. Safe for use by several threads.
 */
public final class AndroidPlatform implements Closeable {
    private static final int FLAG_DEBUGGABLE = 2;

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
        AppFiles files;
        try {
            files = AppFiles.compile(file);
        } catch (NotCompiledException e) {
            return new Refusal(Refusal.By.BUILD, String.valueOf(e.getMessage()));
        }
        try {
            Object config = application.newInstance(source(file, files));
            members.call(config, "hasPerDomainConfigs"); // until somebody asks, it reads nothing
            return new AndroidApplication(config, members, files);
        } catch (Throwable e) {
            return new Refusal(Refusal.By.PLATFORM, Failures.message(e));
        }
    }

    private Object source(NscFile file, AppFiles files) throws ReflectiveOperationException {
        Object info = applicationInfo.getConstructor().newInstance();
        applicationInfo.getField("targetSdkVersion").setInt(info, file.targetSdk());
        applicationInfo.getField("flags").setInt(info, file.debuggable() ? FLAG_DEBUGGABLE : 0);
        applicationInfo.getField("packageName").set(info, AppFiles.PACKAGE);
        Object ownContext = context(files, info);
        return level.api() >= 28
                ? source.newInstance(ownContext, AppFiles.MAIN, info)
                : source.newInstance(ownContext, AppFiles.MAIN, file.debuggable(), file.targetSdk());
    }

    /** The application, as far as its files and {@code ApplicationInfo} go. */
    Object context(AppFiles files, @Nullable Object info) throws ReflectiveOperationException {
        Object ownResources = resources.newInstance(new AppResources(files));
        Hooks app = (method, arguments) -> switch (method) {
            case "getResources" -> ownResources;
            case "getApplicationInfo" -> info;
            default -> AppFiles.PACKAGE;
        };
        return context.newInstance(app);
    }

    /** The resources of the application, in which the platform looks. */
    private final class AppResources implements Hooks {
        private final AppFiles files;

        AppResources(AppFiles files) {
            this.files = files;
        }

        @Override
        public Object apply(String method, Object[] arguments) {
            return switch (method) {
                case "getXml" -> parser(found(files.xml((int) arguments[0]), arguments[0]));
                case "openRawResource" -> new ByteArrayInputStream(found(files.raw((int) arguments[0]), arguments[0]));
                case "getIdentifier" -> files.identifier(String.valueOf(arguments[0]));
                case "getResourceEntryName" -> files.name((int) arguments[0]).replaceFirst(".*/", "");
                case "getResourceName" -> AppFiles.PACKAGE + ":" + files.name((int) arguments[0]);
                default -> AppFiles.PACKAGE;
            };
        }
    }

    private <T> T found(@Nullable T resource, Object id) {
        if (resource != null) {
            return resource;
        }
        try {
            throw (RuntimeException) notFound.getConstructor(String.class)
                    .newInstance("Resource ID #0x" + Integer.toHexString((int) id));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the application reads a compiled file with. */
    Object parser(CompiledXml file) {
        return Proxy.newProxyInstance(loader, new Class<?>[] {xmlParser}, new CompiledXmlParser(file, this::coerce));
    }

    /** A class of the platform, or of what stands upon it. */
    Class<?> type(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    Members members() {
        return members;
    }

    private @Nullable String coerce(int type, int data) {
        try {
            return (String) coerceToString.invoke(null, type, data);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
