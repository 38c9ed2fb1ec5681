package tv.usher.api.contract.panel;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Grant;
import tv.usher.api.QueryString;
import tv.usher.api.RequestBody;
import tv.usher.api.Verdict;
import tv.usher.api.contract.BackendContract;

/** All that the API offers, done right: a login in path or query, a path below the endpoint, a POST with JSON, a verdict in JSON. */
class SoundPanel extends BackendContract implements Backend {

    private static final Pattern ALLOWED =
            Pattern.compile("\\{\"ok\":1,\"user\":\"([^\"\\\\\\p{Cntrl}]{1,64})\",\"screens\":([1-9][0-9]{0,3})}\\s*");
    private static final Pattern DENIED = Pattern.compile("\\{\"ok\":0[,}].*}?\\s*");

    Endpoint endpoint = Endpoint.of(URI.create("http://panel.example.com/api?key=hidden"));

    record Login(String user, String password) {}

    @Override
    protected Backend backend() {
        return this;
    }

    @Override
    protected List<String> secrets() {
        return List.of("hidden");
    }

    Optional<Login> login(AccessRequest request) {
        List<String> path = request.segments();
        Optional<Login> login = path.size() == 4 && path.get(0).equals("live")
                ? Optional.of(new Login(path.get(1), path.get(2)))
                : request.query()
                        .only("username")
                        .flatMap(user -> request.query().only("password").map(password -> new Login(user, password)));
        return login.filter(
                it -> Endpoint.isSegment(it.user()) && !it.password().isEmpty());
    }

    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        return login(request).map(login -> ask(login, request).identifiedBy(login.user(), login.password()));
    }

    BackendRequest ask(Login login, AccessRequest request) {
        BackendRequest question = endpoint.at("users", login.user())
                .post(RequestBody.json("{\"password\":\"" + escaped(login.password()) + "\"}"))
                .query(QueryString.builder().add("kind", "play").build());
        return request.clientAddress().isEmpty() ? question : question.header("X-Real-Ip", request.clientAddress());
    }

    static String escaped(String text) {
        StringBuilder json = new StringBuilder();
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\' || c < 0x20) {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.toString();
    }

    @Override
    public Verdict interpret(AccessRequest request, BackendResponse response) {
        if (response.status() != 200) {
            return Verdict.Deny.byStatus(response);
        }
        Matcher allowed = ALLOWED.matcher(response.body());
        if (allowed.matches() && Grant.isName(allowed.group(1))) {
            return new Verdict.Allow(Grant.lasting(Duration.ofHours(1))
                    .user(allowed.group(1))
                    .maxSessions(Integer.parseInt(allowed.group(2))));
        }
        return DENIED.matcher(response.body()).matches()
                ? new Verdict.Deny("not allowed by the panel")
                : Verdict.Unavailable.foreignAnswer("not the panel's JSON");
    }

    @Override
    public QueryString strangersQuery(RandomGenerator random) {
        return QueryString.of("username=" + Long.toHexString(random.nextLong()) + "&password=x");
    }
}
