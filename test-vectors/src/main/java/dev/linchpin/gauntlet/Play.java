package dev.linchpin.gauntlet;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One scenario, played once with one client against servers of its own. */
final class Play implements AutoCloseable {
    /** How long a client may take to end its connections; what it sent has been counted long before. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Scenario scenario;
    private final Driver driver;
    private final Setup setup;
    private final Map<String, TlsServer> servers = new LinkedHashMap<>();

    private Play(Scenario scenario, Driver driver, Setup setup, Backend backend) {
        this.scenario = scenario;
        this.driver = driver;
        this.setup = setup;
        scenario.servers().forEach(peer -> servers.put(peer.name(), start(peer, backend)));
    }

    /** Never throws for anything that the client does. */
    static Result of(Scenario scenario, Driver driver, Setup setup, Backend backend) {
        try (Play play = new Play(scenario, driver, setup, backend)) {
            return play.run();
        }
    }

    private TlsServer start(Scenario.Peer peer, Backend backend) {
        TlsServer.Builder server = peer.presents().isEmpty()
                ? TlsServer.builder().clearText()
                : TlsServer.builder().present(peer.presents());
        EnumSet<Protocol> offered = EnumSet.of(setup.protocol(), Protocol.HTTP_1_1);
        return server.protocols(offered).versions(setup.transport().tls()).start(backend);
    }

    private Result run() {
        Client client;
        try {
            client = within(() -> driver.open(setup));
        } catch (Exception e) {
            return result(Finding.error("the client cannot be made", e), 0);
        }
        long before = 0;
        Finding finding;
        try {
            finding = prepare(client);
            before = judged().requestBytes();
            finding = finding == null ? request(client, scenario.judgedRequest()) : finding;
        } finally {
            close(client);
        }
        return result(finding, judged().requestBytes() - before);
    }

    /** All steps but the last; null if they went well. */
    private @Nullable Finding prepare(Client client) {
        for (Step step : scenario.steps().subList(0, scenario.steps().size() - 1)) {
            Finding finding = take(client, step);
            if (finding != null) {
                return finding;
            }
        }
        return null;
    }

    private @Nullable Finding take(Client client, Step step) {
        try {
            if (step instanceof Step.Get get) {
                Finding finding = request(client, get);
                return finding.outcome() == get.expected().outcome() ? null : finding.duringSetup();
            } else if (step instanceof Step.ReplacePolicy replace) {
                within(() -> {
                    client.replacePolicy(replace.policy());
                    return true;
                });
            } else if (step instanceof Step.CloseConnections close) {
                server(close.server()).closeConnections(FAREWELL);
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.error("the play was interrupted", e);
        } catch (Exception e) {
            return Finding.error("the policy could not be replaced", e);
        }
    }

    private Finding request(Client client, Step.Get get) {
        URI uri = URI.create(withPorts(get.url()));
        try {
            Client.Reply reply = within(() -> client.get(uri));
            return Finding.ofReply(reply, get.expected(), greeting(uri));
        } catch (TimeoutException e) {
            return Finding.error("no answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.error("the play was interrupted", e);
        } catch (Throwable failure) {
            return Finding.ofFailure(failure, get.expected(), driver.isPinRefusal(failure));
        }
    }

    /** What the back end says for the intended server and protocol, and for the path at the end of a redirect. */
    private String greeting(URI uri) {
        URI last = uri.getQuery() == null ? uri : URI.create(uri.getQuery().substring("to=".length()));
        boolean http2 = setup.protocol() == Protocol.HTTP_2 && last.getScheme().equals("https");
        String version = http2 ? "HTTP/2.0" : "HTTP/1.1";
        return judged().port() + " " + version + " " + last.getPath();
    }

    private String withPorts(String url) {
        String result = url;
        for (Map.Entry<String, TlsServer> server : servers.entrySet()) {
            String port = Integer.toString(server.getValue().port());
            result = result.replace("{" + server.getKey() + "}", port);
        }
        return result;
    }

    private TlsServer judged() {
        return server(scenario.judged());
    }

    private TlsServer server(String name) {
        TlsServer server = servers.get(name);
        if (server == null) {
            throw new IllegalArgumentException(scenario.id() + " has no server called " + name);
        }
        return server;
    }

    /** Lets the client go and waits for its last bytes, so that the count is final. */
    private void close(Client client) {
        try {
            within(() -> {
                client.close();
                return true;
            });
            judged().awaitQuiet(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception theVerdictStands) {
            // how a client tidies up says nothing about whom it trusts
        }
    }

    private Result result(Finding finding, long bytes) {
        Outcome expected = scenario.expected().outcome();
        return new Result(
                scenario,
                driver.name(),
                driver.provider(),
                setup.transport(),
                expected,
                finding.outcome(),
                bytes,
                finding.failure(),
                finding.note(),
                driver.knownFailure(scenario, setup.transport()).orElse(null));
    }

    @Override
    public void close() {
        servers.values().forEach(TlsServer::close);
    }

    /** Calls the client on a thread of its own, which is left behind if it hangs. */
    private <T> T within(Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "gauntlet-client");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(setup.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } finally {
            task.cancel(true);
        }
    }
}
