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

    private static final Set<String> NEED_ALL_SESSIONS = Set.of("sessions", "users", "counts", "unverified", "explain");

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
        add("GET", "/sessions", sessions::list);
        add("GET", "/sessions/{id}", sessions::find);
        add("DELETE", "/sessions/{id}", sessions::end);
        add("DELETE", "/users/{backend}/{user}/sessions", users::end);
        addForCodes("GET", "/users/{backend}/{user}/sessions", users::list);
        addForCodes("DELETE", "/users/{backend}/{user}/sessions/{id}", users::endOne);
        add("GET", "/status", status::show);
        add("GET", "/bans", bans::list);
        add("DELETE", "/bans", bans::endOfUser);
        add("DELETE", "/bans/{id}", bans::end);
        add("GET", "/counts", counts::count);
        add("GET", "/viewers-history", history::show);
        add("GET", "/unverified", unverified::list);
        add("GET", "/decisions", decisions::list);
        add("GET", "/reload", reload::look);
        add("POST", "/reload", reload::reload);
        add("GET", "/events", request -> {
            throw new ApiException( // a GET is answered with a stream, so this was a HEAD
                    ApiProblem.METHOD_NOT_ALLOWED, "only GET can be used here", Map.of("Allow", "GET"));
        });
        add("GET", "/configuration", reload::inForce);
        routes.add(new Route("POST", List.of("explain"), true, false, false, explain::explain));
    }

    /** True for what would be wrong while not all sessions are known that were known before the start. */
    static boolean needsAllSessions(ApiRequest request) {
        return request.path().stream().limit(1).anyMatch(NEED_ALL_SESSIONS::contains);
    }

    private record Route(
            String method,
            List<String> path,
            boolean takesBody,
            boolean changes,
            boolean takesCode,
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

    private void add(String method, String path, Function<ApiRequest, Optional<?>> resource) {
        add(method, path, false, request -> CompletableFuture.completedFuture(resource.apply(request)));
    }

    /** For the portal too, which shows a viewer's one-time code. */
    private void addForCodes(
            String method, String path, Function<ApiRequest, CompletableFuture<Optional<?>>> resource) {
        add(method, path, true, resource);
    }

    private void add(
            String method,
            String path,
            boolean takesCode,
            Function<ApiRequest, CompletableFuture<Optional<?>>> resource) {
        routes.add(new Route(
                method, List.of(path.substring(1).split("/")), false, !method.equals("GET"), takesCode, resource));
    }

    /** What an operator has done by that request, in the words of {@code openapi.yaml}; empty if nothing. */
    Optional<AuditedCall> audited(ApiRequest request) {
        return routes.stream()
                .filter(route -> route.method().equals(request.method()) && route.isAt(request.path()))
                .filter(route -> route.changes()
                        || request.parameter(ExplainResource.ASK).equals(Optional.of("true")))
                .findFirst()
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
        boolean isTaken = routes.stream()
                .anyMatch(route ->
                        route.takesCode() && route.method().equals(request.method()) && route.isAt(request.path()));
        if (!isTaken) {
            throw new ApiException(
                    ApiProblem.FORBIDDEN, "a one-time code is only for the sessions of its user, one by one");
        }
        users.requireGoodCode(request);
    }

    /**
     * @throws ApiException if the request has a body and nothing here takes one
     */
    void checkBody(ApiRequest request) {
        boolean taken = routes.stream()
                .anyMatch(route ->
                        route.takesBody() && route.method().equals(request.method()) && route.isAt(request.path()));
        if (!request.body().isEmpty() && !taken) {
            throw new ApiException(ApiProblem.BODY_NOT_ALLOWED, "no request of this address has a body");
        }
    }

    /**
     * @return completes with what becomes the JSON of the answer; empty if it has no body
     * @throws ApiException if there is no such path or method, or the resource refuses
     */
    CompletableFuture<Optional<?>> answer(ApiRequest request) {
        List<Route> there =
                routes.stream().filter(route -> route.isAt(request.path())).toList();
        if (there.isEmpty()) {
            throw new ApiException(
                    ApiProblem.NO_SUCH_ADDRESS, "there is nothing here; /openapi.yaml says what there is");
        }
        for (Route route : there) {
            if (route.method().equals(request.method())) {
                if (route.changes()) {
                    request.operator().requireToChange();
                }
                return route.resource().apply(request);
            }
        }
        throw notAllowed(there);
    }

    private static ApiException notAllowed(List<Route> there) {
        TreeSet<String> methods = new TreeSet<>();
        there.forEach(route -> methods.add(route.method()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        String allowed = String.join(", ", methods);
        return new ApiException(
                ApiProblem.METHOD_NOT_ALLOWED, "only " + allowed + " can be used here", Map.of("Allow", allowed));
    }
}
