package dev.linchpin.httpclient5;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

/** {@link ClassicGateExec} for asynchronous clients, HTTP/2-only ones included. */
final class AsyncGateExec implements AsyncExecChainHandler {
    private final ConnectionGate gate;

    AsyncGateExec(ConnectionGate gate) {
        this.gate = gate;
    }

    @Override
    public void execute(
            HttpRequest request,
            @Nullable AsyncEntityProducer entity,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        gate.judge(scope.route, scope.exchangeId, scope.clientContext);
        if (scope.execRuntime.isEndpointAcquired()) {
            proceed(request, entity, scope, chain, callback);
            return;
        }
        scope.cancellableDependency.setDependency(scope.execRuntime.acquireEndpoint(
                scope.exchangeId,
                scope.route,
                scope.clientContext.getUserToken(),
                scope.clientContext,
                new FutureCallback<>() {
                    @Override
                    public void completed(AsyncExecRuntime runtime) {
                        try {
                            proceed(request, entity, scope, chain, callback);
                        } catch (HttpException | IOException | RuntimeException e) {
                            callback.failed(e);
                        }
                    }

                    @Override
                    public void failed(Exception e) {
                        callback.failed(e);
                    }

                    @Override
                    public void cancelled() {
                        callback.failed(new InterruptedIOException());
                    }
                }));
    }

    private void proceed(
            HttpRequest request,
            @Nullable AsyncEntityProducer entity,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        if (gate.outdated(scope.route, scope.execRuntime.getEndpointInfo())) {
            scope.execRuntime.disconnectEndpoint();
        }
        chain.proceed(request, entity, scope, callback);
    }
}
