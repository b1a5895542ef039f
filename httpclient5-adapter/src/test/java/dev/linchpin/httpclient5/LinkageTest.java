package dev.linchpin.httpclient5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever has an HttpClient that is too old gets to hear so, which takes an entry point that links without the rest. */
class LinkageTest {
    private static final String PACKAGE = "dev.linchpin.httpclient5.";

    @Test
    void entry_point_links_without_the_types_of_5_4() throws Exception {
        ClassLoader older = new OlderHttpClient();
        Class<?> entry = Class.forName(PACKAGE + "HttpClient5Pinning", true, older);
        assertEquals(older, entry.getClassLoader());
        assertThrows(
                NoClassDefFoundError.class,
                () -> Class.forName(PACKAGE + "PinningTlsStrategy", true, older),
                "the test needs an HttpClient that is too old");
    }

    /** The adapter's classes, with an HttpClient like 5.3. */
    private static final class OlderHttpClient extends ClassLoader {
        private static final Set<String> SINCE_5_4 = Set.of(
                "org.apache.hc.client5.http.EndpointInfo",
                "org.apache.hc.client5.http.ssl.HostnameVerificationPolicy",
                "org.apache.hc.client5.http.ssl.TlsSocketStrategy");

        OlderHttpClient() {
            super(LinkageTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (SINCE_5_4.contains(name)) {
                throw new ClassNotFoundException(name);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return name.startsWith(PACKAGE) ? define(name) : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
