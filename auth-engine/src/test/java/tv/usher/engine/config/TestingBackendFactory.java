package tv.usher.engine.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendFactory;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Default;
import tv.usher.api.Endpoint;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;

/** A plugin of any type name and keys, that asks the address as it is. */
record TestingBackendFactory<C extends Record>(String type, Class<C> configType, Function<C, Endpoint> endpoint)
        implements BackendFactory<C> {

    record Stalker(
            URI address,
            @Default("10h") Duration grant,
            @Default("[0-9a-f]{32}") Pattern tokenPattern) {}

    record Portal(URI address, @Default("1h") Duration grant) {}

    record Smarty(URI address, @Default("10h") Duration grant) {}

    record Http(
            URI address,
            @Default("3m") Duration grant,
            @Default("true") boolean askAgain) {}

    private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);

    static final TestingBackendFactory<Stalker> STALKER =
            new TestingBackendFactory<>("stalker", Stalker.class, config -> Endpoint.of(config.address()));
    static final TestingBackendFactory<Portal> IPTVPORTAL =
            new TestingBackendFactory<>("iptvportal", Portal.class, config -> Endpoint.of(config.address()));
    static final TestingBackendFactory<Smarty> SMARTY =
            new TestingBackendFactory<>("smarty", Smarty.class, config -> Endpoint.of(config.address()));
    static final TestingBackendFactory<Http> HTTP =
            new TestingBackendFactory<>("http", Http.class, config -> Endpoint.of(config.address()));

    /** The four shipped types with their keys, and these. */
    static Map<String, BackendFactory<?>> shippedAnd(BackendFactory<?>... others) {
        Map<String, BackendFactory<?>> types = new TreeMap<>();
        Stream.of(STALKER, IPTVPORTAL, SMARTY, HTTP).forEach(factory -> types.put(factory.type(), factory));
        List.of(others).forEach(factory -> types.put(factory.type(), factory));
        return types;
    }

    @Override
    public Backend create(C config) {
        Pattern shape = config instanceof Stalker stalker ? stalker.tokenPattern() : ANY;
        return new TestingBackend(endpoint.apply(config), shape);
    }

    /** Abstains from tokens of another shape. */
    private record TestingBackend(Endpoint endpoint, Pattern shape) implements Backend {

        @Override
        public Optional<BackendRequest> toRequest(AccessRequest request) {
            String token = request.query().only("token").orElse("");
            return shape.matcher(token).matches() ? Optional.of(endpoint.get(request)) : Optional.empty();
        }

        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return response.status() == 200
                    ? new Verdict.Allow(Grant.lasting(Duration.ofHours(1)))
                    : new Verdict.Deny("status " + response.status());
        }
    }
}
