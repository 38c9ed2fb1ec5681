package com.example.xtream;

import com.fasterxml.jackson.core.JsonProcessingException;
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

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final Set<String> FOLDERS = Set.of("live", "movie", "series", "timeshift");
    private static final Verdict NOT_THE_PANEL = Verdict.Unavailable.foreignAnswer("not the panel's JSON");

    /** The account stands in the path ({@code /live/USER/PASSWORD/42.ts}, {@code /USER/PASSWORD/42}) or in the query. */
    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        List<String> path = request.segments();
        int user = path.size() > 3 && FOLDERS.contains(path.get(0)) ? 1 : 0;
        if (user == 1 || path.size() == 3 && path.get(2).matches("[0-9]{1,12}(\\.[a-z0-9]{2,4})?")) {
            return question(path.get(user), path.get(user + 1));
        }
        return request.query().only("username").flatMap(name -> request.query()
                .only("password")
                .flatMap(password -> question(name, password)));
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
        if (response.status() != 200) {
            return Verdict.Deny.byStatus(response);
        }
        try {
            return verdict(JSON.readTree(response.body()).path("user_info"), response.receivedAt());
        } catch (JsonProcessingException e) {
            return NOT_THE_PANEL;
        }
    }

    private Verdict verdict(JsonNode account, Instant now) {
        String user = account.path("username").asText("");
        Optional<Long> ends = number(account.path("exp_date"));
        Optional<Long> screens = number(account.path("max_connections"));
        if (account.path("auth").asText().equals("0")) {
            return new Verdict.Deny("no such account");
        }
        if (!Set.of("1", "true").contains(account.path("auth").asText()) || ends.isEmpty() || screens.isEmpty()
                || user.isEmpty() || !Grant.isName(user)) {
            return NOT_THE_PANEL;
        }
        if (!account.path("status").asText().equalsIgnoreCase("Active")) {
            return new Verdict.Deny("the account isn't active");
        }
        Duration left = Duration.between(now, Instant.ofEpochSecond(ends.get()));
        if (ends.get() != 0 && (left.isNegative() || left.isZero())) {
            return new Verdict.Deny("the account has expired");
        }
        Grant lasting = Grant.lasting(ends.get() == 0 || left.compareTo(grant) > 0 ? grant : left).user(user);
        int most = (int) Math.min(screens.get(), Integer.MAX_VALUE);
        return new Verdict.Allow(most == 0 ? lasting : lasting.maxSessions(most));
    }

    /** A number or a text with one; null, nothing and 0 are "no end" and "any number". Empty if it makes no sense. */
    private static Optional<Long> number(JsonNode value) {
        if (value.isMissingNode() || value.isNull() || value.asText().isEmpty() && value.isTextual()) {
            return Optional.of(0L);
        }
        return value.asText().matches("[0-9]{1,10}") ? Optional.of(value.asLong()) : Optional.empty();
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
