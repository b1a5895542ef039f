package dev.linchpin.jetty;

import dev.linchpin.Linchpin;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.ConnectionPool;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.util.ConcurrentPool;
import org.jspecify.annotations.Nullable;

/**
 * The pool that the transport would have had, except that it hands out no connection from before the last change of policy. As
 * with connections that are past their maximum duration, such a one is removed and closed when the last request on it is over.
 *
 * <p>It is an AbstractConnectionPool because HTTP/2 reads the maximum usage from nothing else.
 */
final class GenerationPool extends AbstractConnectionPool {
    private final AbstractConnectionPool pool;
    private final Linchpin linchpin;
    private final Peers peers;

    private GenerationPool(Destination destination, AbstractConnectionPool pool, Linchpin linchpin, Peers peers) {
        super(destination, () -> new ConcurrentPool<>(ConcurrentPool.StrategyType.FIRST, 1), 1);
        this.pool = pool;
        this.linchpin = linchpin;
        this.peers = peers;
        installBean(pool);
    }

    static ConnectionPool.Factory over(ConnectionPool.Factory pools, Linchpin linchpin, Peers peers) {
        return pools instanceof Factory ? pools : new Factory(pools, linchpin, peers);
    }

    private record Factory(ConnectionPool.Factory pools, Linchpin linchpin, Peers peers)
            implements ConnectionPool.Factory {
        @Override
        public ConnectionPool newConnectionPool(Destination destination) {
            TcpOnly.require(destination.getOrigin());
            ConnectionPool pool = pools.newConnectionPool(destination);
            if (pool instanceof AbstractConnectionPool known) {
                return new GenerationPool(destination, known, linchpin, peers);
            }
            throw new IllegalStateException(
                    "cannot keep pins on " + pool.getClass().getName() + ", expected an AbstractConnectionPool");
        }
    }

    @Override
    public @Nullable Connection acquire(boolean create) {
        while (true) {
            Connection connection = pool.acquire(create);
            if (connection == null || !isOutdated(connection)) {
                return connection;
            }
            if (pool.remove(connection)) {
                connection.close();
            }
        }
    }

    private boolean isOutdated(Connection connection) {
        Peers.Peer peer = peers.behind(connection);
        return peer != null && peer.generation() != linchpin.generation();
    }

    @Override
    public boolean accept(Connection connection) {
        return pool.accept(connection);
    }

    @Override
    public boolean release(Connection connection) {
        return isOutdated(connection) ? !pool.remove(connection) : pool.release(connection);
    }

    @Override
    public boolean remove(Connection connection) {
        return pool.remove(connection);
    }

    @Override
    public boolean isActive(Connection connection) {
        return pool.isActive(connection);
    }

    @Override
    public boolean isEmpty() {
        return pool.isEmpty();
    }

    @Override
    public CompletableFuture<Void> preCreateConnections(int count) {
        return pool.preCreateConnections(count);
    }

    @Override
    public boolean sweep() {
        return pool.sweep();
    }

    @Override
    public int getConnectionCount() {
        return pool.getConnectionCount();
    }

    @Override
    public int getActiveConnectionCount() {
        return pool.getActiveConnectionCount();
    }

    @Override
    public int getIdleConnectionCount() {
        return pool.getIdleConnectionCount();
    }

    @Override
    public int getPendingConnectionCount() {
        return pool.getPendingConnectionCount();
    }

    @Override
    public int getMaxConnectionCount() {
        return pool.getMaxConnectionCount();
    }

    @Override
    public int getMaxUsage() {
        return pool.getMaxUsage();
    }

    @Override
    public void setMaxUsage(int maxUsage) {
        pool.setMaxUsage(maxUsage);
    }

    @Override
    public long getMaxDuration() {
        return pool.getMaxDuration();
    }

    @Override
    public void setMaxDuration(long milliseconds) {
        pool.setMaxDuration(milliseconds);
    }

    @Override
    public boolean isMaximizeConnections() {
        return pool.isMaximizeConnections();
    }

    @Override
    public void setMaximizeConnections(boolean maximizeConnections) {
        pool.setMaximizeConnections(maximizeConnections);
    }
}
