package dev.linchpin.examples;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A framework that is wired to one server. {@link #call} goes on using the same client, with whatever it pools. */
record Player(Call call, List<Closeable> resources) implements Closeable {
    /** One exchange with the server; returns if the server has answered, and throws what the application would see otherwise. */
    @FunctionalInterface
    interface Call {
        void run() throws Exception;
    }

    static Player of(Call call, Closeable... resources) {
        return new Player(call, Arrays.asList(resources));
    }

    @Override
    public void close() throws IOException {
        for (Closeable resource : resources) {
            resource.close();
        }
    }
}
