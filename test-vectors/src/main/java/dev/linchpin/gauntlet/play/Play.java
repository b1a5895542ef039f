package dev.linchpin.gauntlet.play;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.scenario.Step;
import dev.linchpin.gauntlet.server.Backend;
import dev.linchpin.gauntlet.transport.Protocol;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One scenario, played once with one client against servers of its own. */
public final class Play implements AutoCloseable {
    /** How long a client may take to end its connections; what it sent has been counted long before. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Scenario scenario;
    private final Driver driver;
    private final Setup setup;
    private final Backend backend;
    private final Site site;
    private final Calls calls;
    private final AdvancingClock clock = new AdvancingClock();
    /** The one that sends requests is on top. */
    private final Deque<Client> clients = new ArrayDeque<>();
    /** What the judged server had received when the step began that is being taken, or one before it that had to be refused. */
    private long bytesBefore;

    private boolean refusalDemanded;

    private Play(Scenario scenario, Driver driver, Setup direct, Backend backend) {
        this.scenario = scenario;
        this.driver = driver;
        this.backend = backend;
        this.site = Site.open(scenario, direct.transport(), backend);
        this.setup = new Setup(
                direct.policy(),
                direct.trustAnchors(),
                scenario.trust(),
                direct.transport(),
                direct.patience(),
                scenario.addresses(),
                site.proxy(),
                requestsAtATime(scenario),
                scenario.needs().contains(Feature.SEVERAL_REQUESTS),
                clock);
        this.calls = new Calls(setup.patience());
    }

    /** Never throws for anything that the client does. */
    public static Result of(Scenario scenario, Driver driver, Setup direct, Backend backend) {
        try (Play play = new Play(scenario, driver, direct, backend)) {
            return play.run();
        }
    }

    private static int requestsAtATime(Scenario scenario) {
        return scenario.needs().contains(Feature.CONCURRENCY) ? Crowd.AT_MOST : 1;
    }

    private Result run() {
        try {
            open(setup);
        } catch (Exception e) {
            return result(Finding.error("the client cannot be made", e), 0);
        }
        Finding finding;
        try {
            finding = prepare();
            if (finding == null) {
                beginStep();
                finding = request(scenario.judgedRequest());
            }
        } finally {
            closeClients();
        }
        return result(finding, site.judged().requestBytes() - bytesBefore);
    }

    private void open(Setup wanted) throws Exception {
        driver.prepare(wanted.policy());
        clients.push(calls.wait(() -> driver.open(wanted)));
    }

    /** All steps but the last; null if they went well. */
    private @Nullable Finding prepare() {
        for (Step step : scenario.steps().subList(0, scenario.steps().size() - 1)) {
            beginStep();
            Finding finding = take(step);
            if (finding != null) {
                return finding;
            }
        }
        return null;
    }

    /** From the first request on that must not arrive, every byte counts, whenever it arrives. */
    private void beginStep() {
        if (!refusalDemanded) {
            bytesBefore = site.judged().requestBytes();
        }
    }

    private @Nullable Finding take(Step step) {
        try {
            if (step instanceof Step.Request request) {
                return prepare(request);
            } else if (step instanceof Step.ReplacePolicy replace) {
                calls.wait(() -> {
                    client().replacePolicy(replace.policy());
                    return true;
                });
            } else if (step instanceof Step.Connect connect) {
                calls.wait(() -> {
                    client().connect(URI.create(site.withPorts(connect.url())));
                    return true;
                });
            } else if (step instanceof Step.TimePasses time) {
                clock.advance(time.duration());
            } else if (step instanceof Step.AnotherClient another) {
                open(setup.withPolicy(another.policy()));
            } else if (step instanceof Step.CloseConnections close) {
                site.server(close.server()).closeConnections(FAREWELL);
            } else if (step instanceof Step.TakeOver takeOver) {
                site.server(takeOver.server()).presentFromNowOn(takeOver.by());
            } else if (step instanceof Step.Renegotiate renegotiate) {
                site.server(renegotiate.server()).renegotiateAs(renegotiate.as());
            } else if (step instanceof Step.HoldRequests hold) {
                return crowd(hold.url())
                        .hold(hold.requests(), () -> backend.held(site.judged().address()));
            } else if (step instanceof Step.ReplaceUnderLoad load) {
                return crowd(load.url()).requestWhilePolicyIsReplaced(load);
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.error("the play was interrupted", e);
        } catch (Exception e) {
            return Finding.error("the preparation failed", e);
        }
    }

    private @Nullable Finding prepare(Step.Request request) {
        Finding finding = request(request);
        Outcome demanded = request.expected().outcome();
        refusalDemanded |= demanded == Outcome.REFUSE;
        if (finding.outcome() == demanded) {
            return null;
        }
        boolean fellFor = demanded == Outcome.REFUSE && finding.outcome() == Outcome.ACCEPT;
        return fellFor ? finding : finding.duringSetup();
    }

    private Client client() {
        return clients.getFirst();
    }

    private Crowd crowd(String url) {
        URI uri = URI.create(site.withPorts(url));
        return new Crowd(client(), uri, calls, expected -> request(new Step.Get(url, expected)));
    }

    private Finding request(Step.Request request) {
        URI uri = URI.create(site.withPorts(request.url()));
        String words = words(request, uri);
        try {
            Client.Reply reply = calls.wait(() -> send(request, uri));
            List<String> others =
                    site.othersNames().stream().map(name -> name + words).toList();
            return Finding.ofReply(
                    reply, request.expected(), Backend.nameOf(site.judged().address()) + words, others);
        } catch (TimeoutException e) {
            return Finding.error("no answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.error("the play was interrupted", e);
        } catch (Throwable failure) {
            return Finding.ofFailure(failure, request.expected(), driver.isPinRefusal(failure));
        }
    }

    private Client.Reply send(Step.Request request, URI uri) throws Exception {
        if (request instanceof Step.OpenWebSocket) {
            return client().openWebSocket(uri);
        } else if (request instanceof Step.GetUnderName other) {
            return client().get(uri, other.serverName());
        }
        return client().get(uri);
    }

    /** What the back end says after the server's name: the intended protocol, and the path at the end of a redirect. */
    private String words(Step.Request request, URI uri) {
        URI last = uri.getQuery() == null ? uri : URI.create(uri.getQuery().substring("to=".length()));
        boolean http2 = setup.protocol() == Protocol.HTTP_2
                && last.getScheme().equals("https")
                && !(request instanceof Step.OpenWebSocket);
        return (http2 ? " HTTP/2.0 " : " HTTP/1.1 ") + last.getPath();
    }

    /** Lets the clients go and waits for their last bytes, so that the count is final. */
    private void closeClients() {
        backend.release(site.judged().address());
        try {
            for (Client client : clients) {
                calls.wait(() -> {
                    client.close();
                    return true;
                });
            }
            site.judged().awaitQuiet(FAREWELL);
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
        site.close();
    }
}
