package dev.linchpin.httpclient5;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Runs just before the connection is established: leases it from the pool, as the next element otherwise would, and
 * disconnects it if it is outdated, upon which the next element connects it anew.
 */
final class ClassicGateExec implements ExecChainHandler {
    private final ConnectionGate gate;

    ClassicGateExec(ConnectionGate gate) {
        this.gate = gate;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        gate.judge(scope.route, scope.exchangeId, scope.clientContext);
        ExecRuntime runtime = scope.execRuntime;
        if (!runtime.isEndpointAcquired()) {
            runtime.acquireEndpoint(
                    scope.exchangeId, scope.route, scope.clientContext.getUserToken(), scope.clientContext);
        }
        if (gate.outdated(scope.route, runtime.getEndpointInfo())) {
            runtime.disconnectEndpoint();
        }
        return chain.proceed(request, scope);
    }
}
