package com.example.xtream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Grant;
import tv.usher.api.QueryString;
import tv.usher.api.Verdict;

record XtreamBackend(Endpoint endpoint, Duration grant) implements Backend {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> FOLDERS = Set.of("live", "movie", "series", "timeshift");
    private static final Set<String> DEAD = Set.of("Expired", "Banned", "Disabled");
    private static final Verdict NO_ACCOUNT = new Verdict.Deny("no such account");
    private static final Verdict NOT_THE_PANEL = Verdict.Unavailable.foreignAnswer("not the panel's JSON");

    /** The account stands in the query or in the path ({@code /live/USER/PASSWORD/42.ts}, {@code /USER/PASSWORD/42}). */
    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        return request.query().only("username")
                .flatMap(user -> request.query().only("password").flatMap(password -> question(user, password)))
                .or(() -> inPath(request.segments()));
    }

    /** A short path has no extension: {@code /vod/film/1.ts} is a part of a film, and its folders are no account. */
    private Optional<BackendRequest> inPath(List<String> path) {
        int user = path.size() > 3 && FOLDERS.contains(path.get(0)) ? 1 : 0;
        boolean hasAccount = user == 1 || path.size() == 3 && path.get(2).matches("[0-9]{1,12}");
        return hasAccount ? question(path.get(user), path.get(user + 1)) : Optional.empty();
    }

    private Optional<BackendRequest> question(String user, String password) {
        if (user.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        QueryString query = QueryString.builder().add("username", user).add("password", password).build();
        return Optional.of(endpoint.get(query).identifiedBy(user, password));
    }

    @Override
    public Verdict interpret(AccessRequest request, BackendResponse response) {
        if (response.status() == 404) {
            return NO_ACCOUNT;
        }
        try {
            JsonNode answer = JSON.readTree(response.body());
            boolean nothing = answer.isMissingNode() ? response.status() == 200 : answer.isArray() && answer.isEmpty();
            return nothing ? NO_ACCOUNT : verdict(answer.path("user_info"), response);
        } catch (JsonProcessingException e) {
            return NOT_THE_PANEL;
        }
    }

    private Verdict verdict(JsonNode account, BackendResponse response) {
        String auth = account.path("auth").asText();
        String status = account.path("status").asText();
        String end = account.path("exp_date").asText("0");
        Duration left = end.isEmpty() || end.equals("0") ? grant : left(end, response.receivedAt());
        if (auth.equals("0")) {
            return NO_ACCOUNT;
        }
        if (DEAD.contains(status) || left.isNegative()) {
            return new Verdict.Deny("the account isn't active any more");
        }
        String user = account.path("username").isBoolean() ? "" : account.path("username").asText("");
        String screens = account.path("max_connections").asText();
        boolean isAlive = auth.equals("1") && status.equals("Active") && !left.isZero() && response.status() == 200;
        boolean isWhole = account.path("exp_date").isValueNode() && screens.matches("[0-9]{1,9}");
        if (!isAlive || !isWhole || user.isEmpty() || !Grant.isName(user)) {
            return NOT_THE_PANEL;
        }
        Grant lasting = Grant.lasting(left.compareTo(grant) > 0 ? grant : left).user(user);
        int most = Integer.parseInt(screens);
        return new Verdict.Allow(most == 0 ? lasting : lasting.maxSessions(most));
    }

    /** Nothing is left of an end that makes no sense. */
    private static Duration left(String end, Instant now) {
        return end.matches("[0-9]{1,10}") ? Duration.between(now, Instant.ofEpochSecond(Long.parseLong(end))) : Duration.ZERO;
    }

    @Override
    public boolean canAskAgain() {
        return true;
    }

    @Override
    public QueryString strangersQuery(RandomGenerator random) {
        return QueryString.builder().add("username", Long.toHexString(random.nextLong())).add("password", "x").build();
    }
}
