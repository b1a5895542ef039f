package dev.linchpin.cli.check;

import dev.linchpin.cli.peer.Endpoint;
import dev.linchpin.policy.Hostname;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where hosts are connected to: at their addresses in the DNS, or elsewhere. */
final class Routes {
    private static final String ANY = "*";

    /** Texts of {@code address[:port]} by canonical host. */
    private final Map<String, List<String>> elsewhere = new HashMap<>();

    private Routes() {}

    /**
     * Reads {@code host=address[:port]}; {@code *} stands for all hosts that are not named.
     *
     * @throws IllegalArgumentException if a text has another form
     */
    static Routes parse(List<String> texts) {
        Routes routes = new Routes();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(text + " has no =, expected HOST=ADDRESS[:PORT]");
            }
            routes.add(text, text.substring(0, equals), text.substring(equals + 1));
        }
        return routes;
    }

    private void add(String text, String host, String address) {
        try {
            String key = host.equals(ANY) ? ANY : Hostname.parse(host).toString();
            Endpoint.parse(address, 1);
            elsewhere.computeIfAbsent(key, any -> new ArrayList<>()).add(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(text + ": " + e.getMessage() + "; the form is HOST=ADDRESS[:PORT]", e);
        }
    }

    /**
     * All addresses at which a host is to be asked.
     *
     * @param timeout for each name that is looked up
     * @throws UnknownHostException if there is none; its message says so
     */
    List<InetSocketAddress> to(Endpoint peer, Duration timeout) throws UnknownHostException {
        List<String> given = elsewhere.getOrDefault(peer.host().toString(), elsewhere.getOrDefault(ANY, List.of()));
        if (given.isEmpty()) {
            return addresses(peer, timeout);
        }
        List<InetSocketAddress> all = new ArrayList<>();
        for (String address : given) {
            all.addAll(addresses(Endpoint.parse(address, peer.port()), timeout));
        }
        return all;
    }

    private static List<InetSocketAddress> addresses(Endpoint endpoint, Duration timeout) throws UnknownHostException {
        List<InetSocketAddress> all = new ArrayList<>();
        for (InetAddress address : resolve(endpoint.host(), timeout)) {
            all.add(new InetSocketAddress(address, endpoint.port()));
        }
        return all;
    }

    /** Names are looked up by a thread that can be left alone with it: nobody can interrupt the system's resolver. */
    private static InetAddress[] resolve(Hostname host, Duration timeout) throws UnknownHostException {
        if (host.isAddress()) {
            return new InetAddress[] {InetAddress.getByName(host.toString())};
        }
        FutureTask<InetAddress[]> task = new FutureTask<>(() -> InetAddress.getAllByName(host.toString()));
        Thread thread = new Thread(task, "linchpin-dns");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unknown("no host " + host + " is known", e);
        } catch (TimeoutException e) {
            throw unknown("the name " + host + " was not resolved within " + timeout.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("it was interrupted", e);
        }
    }

    private static UnknownHostException unknown(String message, Exception cause) {
        UnknownHostException failure = new UnknownHostException(message);
        failure.initCause(cause);
        return failure;
    }
}
