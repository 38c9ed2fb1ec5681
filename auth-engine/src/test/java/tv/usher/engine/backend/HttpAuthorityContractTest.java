package tv.usher.engine.backend;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendResponse;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.guard.On5xx;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.TestingExchange;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;

/** An exchange is the engine's own, but much stands behind it; a plugin is anybody's. */
class HttpAuthorityContractTest extends AuthorityContract<HttpAuthority> {

    private static final AccessRequest REQUEST = AccessRequest.builder()
            .query("token=" + HostileAccessRequests.SECRET)
            .build();

    private final List<ExchangeFailure.Kind> counted = new CopyOnWriteArrayList<>();

    @Override
    protected List<Case<HttpAuthority>> cases() {
        TestingBackend abstains = new TestingBackend().withToRequest(request -> Optional.empty());
        return List.of(
                new Case<>(
                        authority(new TestingBackend(), new TestingExchange().answers(200)),
                        REQUEST,
                        new Verdict.Allow(Grant.lasting(Duration.ofHours(1)))),
                new Case<>(
                        authority(new TestingBackend(), new TestingExchange().answers(403)),
                        REQUEST,
                        new Verdict.Deny("status 403")),
                new Case<>(
                        authority(abstains, new TestingExchange()),
                        REQUEST,
                        new Verdict.Abstain(ReasonCode.CANNOT_JUDGE.with("can't judge this viewer"))));
    }

    /** One question can't show an outage. */
    @Override
    protected Set<Class<? extends Verdict>> neverGiven() {
        return Set.of(Verdict.Unavailable.class);
    }

    @Override
    protected Optional<Hanging<HttpAuthority>> hanging() {
        TestingExchange exchange = new TestingExchange().hangs();
        return Optional.of(new Hanging<>(authority(new TestingBackend(), exchange), REQUEST, exchange::answers));
    }

    @Override
    protected Stream<Broken<HttpAuthority>> broken() {
        return Bugs.all().stream()
                .flatMap(bug -> Stream.of(
                        broken("toRequest: " + bug.name(), new TestingBackend().withToRequest(request -> bug.happen())),
                        broken(
                                "interpret: " + bug.name(),
                                new TestingBackend().withInterpret(response -> bug.happen())),
                        broken("exchange: " + bug.name(), bug::happen),
                        broken("exchange, later: " + bug.name(), () -> CompletableFuture.supplyAsync(bug::happen))));
    }

    private Broken<HttpAuthority> broken(String bug, Backend plugin) {
        return new Broken<>(bug, authority(plugin, new TestingExchange().answers(200)));
    }

    private Broken<HttpAuthority> broken(String bug, Supplier<CompletableFuture<BackendResponse>> ask) {
        return new Broken<>(bug, authority(new TestingBackend(), new TestingExchange().does(ask)));
    }

    @Override
    protected Object traces() {
        return List.copyOf(counted);
    }

    private HttpAuthority authority(Backend plugin, TestingExchange exchange) {
        return TestingHttp.authority(
                "own", exchange, OnUnavailable.DENY, On5xx.DENY, Clock.system(), counted::add, plugin, plugin);
    }
}
