package tv.usher.backend.http;

import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Grant;
import tv.usher.api.QueryString;
import tv.usher.api.Verdict;

/** A service that is asked by the convention, or as the operator tells how to ask and how to read the answer. */
final class HttpBackend implements Backend {

    private final HttpConfig config;
    private final HttpQuestion question;

    private HttpBackend(HttpConfig config) {
        this.config = config;
        this.question = new HttpQuestion(config);
    }

    /**
     * @throws IllegalArgumentException as {@link HttpQuestion}
     */
    static HttpBackend of(HttpConfig config) {
        return new HttpBackend(config);
    }

    /** By the convention it never abstains: what a viewer must bring is known to the service alone. */
    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        return question.about(request);
    }

    @Override
    public Verdict interpret(AccessRequest request, BackendResponse response) {
        if (config.allowWhen().isEmpty()) {
            return response.status() == 200
                    ? new Verdict.Allow(Grant.fromHeaders(response, config.grant()))
                    : Verdict.Deny.byStatus(response);
        }
        return judged(
                ParsedAnswer.of(response, shownBy(request)), config.allowWhen().get());
    }

    /** What identifies the viewer, and every value of his query: an answer may repeat them, and no reason may. */
    private Collection<String> shownBy(AccessRequest request) {
        Set<String> shown = new TreeSet<>(question.identity(new ViewerValues(request)));
        for (String pair : request.query().raw().split("[&;]")) {
            int equals = pair.indexOf('=');
            shown.add(pair.substring(equals + 1));
            shown.addAll(request.query().all(equals < 0 ? pair : pair.substring(0, equals)));
        }
        shown.remove("");
        return shown;
    }

    /** Whoever is kept out by one condition isn't let in by another. */
    private Verdict judged(ParsedAnswer answer, Condition allowWhen) {
        if (config.denyWhen().filter(condition -> condition.holds(answer)).isPresent()) {
            return new Verdict.Deny("the answer is as deny-when says");
        }
        if (config.abstainWhen().filter(condition -> condition.holds(answer)).isPresent()) {
            return new Verdict.Abstain("the answer is as abstain-when says");
        }
        Optional<String> fails = allowWhen.firstThatFails(answer);
        if (fails.isPresent()) {
            String deny = config.denyWhen()
                    .flatMap(condition -> condition.firstThatFails(answer))
                    .map(why -> "; deny-when: " + why)
                    .orElse("");
            return Verdict.Unavailable.foreignAnswer(
                    "neither allow-when nor deny-when holds: allow-when: " + fails.get() + deny);
        }
        if (answer.response().status() != 200) {
            return Verdict.Unavailable.foreignAnswer(
                    "allow-when holds, but the status is " + answer.response().status() + ", and only 200 lets in");
        }
        try {
            Grant usual = Grant.fromHeaders(answer.response(), config.grant());
            Grant grant =
                    config.grantFrom().isPresent() ? config.grantFrom().get().read(answer, usual) : usual;
            return grant.lifetime().isZero()
                    ? new Verdict.Deny("what the answer grants is over")
                    : new Verdict.Allow(grant);
        } catch (GrantFrom.Senseless e) {
            return Verdict.Unavailable.foreignAnswer("allow-when holds, but grant-from: " + e.getMessage());
        }
    }

    @Override
    public boolean canAskAgain() {
        return config.askAgain();
    }

    /** By all names by which its viewers show themselves. */
    @Override
    public QueryString strangersQuery(RandomGenerator random) {
        QueryString.Builder query = QueryString.builder();
        TreeSet<String> names = new TreeSet<>(question.identifyingNames());
        if (names.isEmpty()) {
            names.add("token");
        }
        for (String name : names) {
            byte[] value = new byte[16];
            random.nextBytes(value);
            query.add(name, HexFormat.of().formatHex(value));
        }
        return query.build();
    }
}
