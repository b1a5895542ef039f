package dev.linchpin.jdk;

import dev.linchpin.Linchpin;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A front for the client of the generation in force. A request that meets the end of a generation before it was sent is handed to the
 * next client, if it may be sent twice: a redirect may have led there.
 */
final class PinnedHttpClient extends HttpClient {
    /** Safe by RFC 9110 §9.2.1, and without a body that somebody would have to publish once more. */
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD");

    private final Linchpin linchpin;
    private final HttpClient settings;
    private final Delegates delegates;

    /** @param settings a client with the settings of this one, which sends nothing */
    PinnedHttpClient(Linchpin linchpin, HttpClient settings, Delegates delegates) {
        this.linchpin = linchpin;
        this.settings = settings;
        this.delegates = delegates;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> bodies)
            throws IOException, InterruptedException {
        requireSpoken(request);
        while (true) {
            Delegate delegate = delegates.enter();
            try {
                return delegate.client().send(request, bodies);
            } catch (IOException e) {
                if (!isRepeatable(request) || !OutdatedClientException.isBehind(e)) {
                    throw e;
                }
            } finally {
                delegate.leave();
            }
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> bodies) {
        return sendAsync(request, bodies, null);
    }

    /**
     * The handler of what is pushed is left out: it would be told of responses for hosts that the connection was never judged for
     * (RFC 9113 §8.4 lets a server push for any). Without one the client rejects every push.
     */
    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            HttpResponse.BodyHandler<T> bodies,
            HttpResponse.@Nullable PushPromiseHandler<T> pushes) {
        requireSpoken(request);
        return attempt(isRepeatable(request), client -> client.sendAsync(request, bodies));
    }

    /** The future is that of the JDK's client, or depends on it, so that to cancel it cancels the request. */
    <R> CompletableFuture<R> attempt(boolean repeatable, Function<HttpClient, CompletableFuture<R>> call) {
        Delegate delegate;
        try {
            delegate = delegates.enter();
        } catch (IOException closed) {
            return CompletableFuture.failedFuture(closed);
        }
        CompletableFuture<R> result;
        try {
            result = call.apply(delegate.client()).whenComplete((value, failure) -> delegate.leave());
        } catch (RuntimeException e) {
            delegate.leave();
            throw e;
        }
        return repeatable
                ? result.exceptionallyCompose(failure -> OutdatedClientException.isBehind(failure)
                        ? attempt(true, call)
                        : CompletableFuture.failedFuture(failure))
                : result;
    }

    private static boolean isRepeatable(HttpRequest request) {
        return REPEATABLE.contains(request.method());
    }

    private static void requireSpoken(HttpRequest request) {
        request.version().filter(version -> !Suitability.isSpoken(version)).ifPresent(version -> {
            throw new IllegalArgumentException(
                    "the request is for " + version + ", where no pin would be looked at; expected HTTP_1_1 or HTTP_2");
        });
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return new PinnedWebSocketBuilder(this);
    }

    // ---- settings

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return settings.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return settings.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return settings.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return settings.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return linchpin.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return delegates.current().client().sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return settings.authenticator();
    }

    @Override
    public Version version() {
        return settings.version();
    }

    @Override
    public Optional<Executor> executor() {
        return settings.executor();
    }

    // ---- overrides of what HttpClient has since Java 21; its close() calls them

    public void shutdown() {
        delegates.shutdown();
    }

    public void shutdownNow() {
        delegates.shutdownNow();
    }

    public boolean isTerminated() {
        return delegates.isTerminated();
    }

    public boolean awaitTermination(Duration patience) throws InterruptedException {
        return delegates.awaitTermination(Objects.requireNonNull(patience, "patience"));
    }
}
