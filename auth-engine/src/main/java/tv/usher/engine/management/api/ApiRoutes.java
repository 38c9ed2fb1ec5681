package tv.usher.engine.management.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The paths and methods of the API, as in {@code openapi.yaml}. */
public final class ApiRoutes {

    private enum Trait {
        /** For operators who may change something only, and noted as what they have done. */
        CHANGES,
        /** Would be wrong while not all sessions are known that were known before the start. */
        NEEDS_ALL_SESSIONS,
        /** For the portal too, which shows a viewer's one-time code. */
        TAKES_CODE,
        TAKES_BODY,
        /** Has no end that a HEAD could be answered with. */
        STREAMS
    }

    private record Route(
            String method,
            List<String> path,
            Set<Trait> traits,
            Function<ApiRequest, CompletableFuture<Optional<?>>> resource) {

        boolean isAt(List<String> segments) {
            boolean at = segments.size() == path.size();
            for (int i = 0; at && i < path.size(); i++) {
                at = path.get(i).startsWith("{")
                        ? !segments.get(i).isEmpty()
                        : path.get(i).equals(segments.get(i));
            }
            return at;
        }
    }

    private final List<Route> routes = new ArrayList<>();
    private final UsersResource users;

    public ApiRoutes(
            SessionsResource sessions,
            UsersResource users,
            UnverifiedResource unverified,
            CountsResource counts,
            ViewersHistoryResource history,
            DecisionsResource decisions,
            ReloadResource reload,
            ExplainResource explain,
            BansResource bans,
            StatusResource status) {
        this.users = users;
        add("GET", "/sessions", sessions::list, Trait.NEEDS_ALL_SESSIONS);
        add("GET", "/sessions/{id}", sessions::find, Trait.NEEDS_ALL_SESSIONS);
        add("DELETE", "/sessions/{id}", sessions::end, Trait.CHANGES, Trait.NEEDS_ALL_SESSIONS);
        addAsync("DELETE", "/users/{backend}/{user}/sessions", users::end, Trait.CHANGES, Trait.NEEDS_ALL_SESSIONS);
        addAsync("GET", "/users/{backend}/{user}/sessions", users::list, Trait.TAKES_CODE, Trait.NEEDS_ALL_SESSIONS);
        addAsync(
                "DELETE",
                "/users/{backend}/{user}/sessions/{id}",
                users::endOne,
                Trait.CHANGES,
                Trait.TAKES_CODE,
                Trait.NEEDS_ALL_SESSIONS);
        add("GET", "/status", status::show);
        add("GET", "/bans", bans::list);
        add("DELETE", "/bans", bans::endOfUser, Trait.CHANGES);
        add("DELETE", "/bans/{id}", bans::end, Trait.CHANGES);
        add("GET", "/counts", counts::count, Trait.NEEDS_ALL_SESSIONS);
        add("GET", "/viewers-history", history::show);
        add("GET", "/unverified", unverified::list, Trait.NEEDS_ALL_SESSIONS);
        add("GET", "/decisions", decisions::list);
        add("GET", "/reload", reload::look);
        add("POST", "/reload", reload::reload, Trait.CHANGES);
        add("GET", "/events", this::refuseHead, Trait.STREAMS);
        add("GET", "/configuration", reload::inForce);
        addAsync("POST", "/explain", explain::explain, Trait.TAKES_BODY, Trait.NEEDS_ALL_SESSIONS);
    }

    private void add(String method, String path, Function<ApiRequest, Optional<?>> resource, Trait... traits) {
        addAsync(method, path, request -> CompletableFuture.completedFuture(resource.apply(request)), traits);
    }

    private void addAsync(
            String method,
            String path,
            Function<ApiRequest, CompletableFuture<Optional<?>>> resource,
            Trait... traits) {
        routes.add(new Route(method, List.of(path.substring(1).split("/")), Set.of(traits), resource));
    }

    private Optional<Route> routeOf(ApiRequest request) {
        return routes.stream()
                .filter(route -> route.method().equals(request.method()) && route.isAt(request.path()))
                .findFirst();
    }

    private boolean has(Trait trait, ApiRequest request) {
        return routeOf(request).filter(route -> route.traits().contains(trait)).isPresent();
    }

    boolean needsAllSessions(ApiRequest request) {
        return has(Trait.NEEDS_ALL_SESSIONS, request);
    }

    /** What an operator has done by that request, in the words of {@code openapi.yaml}; empty if nothing. */
    Optional<AuditedCall> audited(ApiRequest request) {
        return routeOf(request)
                .filter(route -> route.traits().contains(Trait.CHANGES)
                        || request.parameter(ExplainResource.ASK).equals(Optional.of("true")))
                .map(route -> AuditedCall.of(route.method(), route.path(), request));
    }

    /**
     * Nothing is told, done or noted before: whoever shows a code needs no token.
     *
     * @throws ApiException if the request has a one-time code that isn't good, or isn't for this
     */
    void checkCode(ApiRequest request) {
        if (request.operator().code().isEmpty()) {
            return;
        }
        if (!has(Trait.TAKES_CODE, request)) {
            throw new ApiException(
                    ApiProblem.FORBIDDEN, "a one-time code is only for the sessions of its user, one by one");
        }
        users.requireGoodCode(request);
    }

    /**
     * @throws ApiException if the request has a body and nothing here takes one
     */
    void checkBody(ApiRequest request) {
        if (!request.body().isEmpty() && !has(Trait.TAKES_BODY, request)) {
            throw new ApiException(ApiProblem.BODY_NOT_ALLOWED, "no request of this address has a body");
        }
    }

    /**
     * @return completes with what becomes the JSON of the answer; empty if it has no body
     * @throws ApiException if there is no such path or method, or the resource refuses
     */
    CompletableFuture<Optional<?>> answer(ApiRequest request) {
        Route route = routeOf(request).orElseThrow(() -> notThere(request));
        if (route.traits().contains(Trait.CHANGES)) {
            request.operator().requireToChange();
        }
        return route.resource().apply(request);
    }

    private ApiException notThere(ApiRequest request) {
        List<Route> there =
                routes.stream().filter(route -> route.isAt(request.path())).toList();
        return there.isEmpty()
                ? new ApiException(
                        ApiProblem.NO_SUCH_ADDRESS, "there is nothing here; /openapi.yaml says what there is")
                : notAllowed(there);
    }

    /** A GET is answered with a stream before it comes here, so this was a HEAD. */
    private Optional<?> refuseHead(ApiRequest request) {
        throw notAllowed(routeOf(request).stream().toList());
    }

    private static ApiException notAllowed(List<Route> there) {
        TreeSet<String> methods = new TreeSet<>();
        there.forEach(route -> methods.add(route.method()));
        if (methods.contains("GET")
                && there.stream().noneMatch(route -> route.traits().contains(Trait.STREAMS))) {
            methods.add("HEAD");
        }
        String allowed = String.join(", ", methods);
        return new ApiException(
                ApiProblem.METHOD_NOT_ALLOWED, "only " + allowed + " can be used here", Map.of("Allow", allowed));
    }
}
