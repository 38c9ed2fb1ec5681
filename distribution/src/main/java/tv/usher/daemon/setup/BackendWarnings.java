package tv.usher.daemon.setup;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.QueryString;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.HttpAuthority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.RandomViewer;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.net.HostPort;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.session.SessionSettings;

/**
 * What a configuration may say about one backend, but hardly anybody means. Its address and grant are keys of its plugin, so they are
 * known by what the plugin makes of them.
 */
final class BackendWarnings {

    /** A viewing that ends sooner is noticed. */
    private static final Duration SHORT = Duration.ofHours(1);

    private static final String TOKEN = "token";
    private static final String ANY_TOKEN =
            TOKEN + "=00000000000000000000000000000000"; // of the shape that Stalker's have
    private static final AccessRequest NOBODY = AccessRequest.builder().build();
    private static final BackendResponse ALLOWED = BackendResponse.of(200);

    private final BackendConfig backend;
    private final HostPort listen;
    private final SessionSettings sessions;
    private final List<String> warnings = new ArrayList<>();

    private BackendWarnings(BackendConfig backend, UsherConfig config) {
        this.backend = backend;
        this.listen = config.listen();
        this.sessions = config.sessions();
    }

    /** A sentence each. */
    static List<String> of(BackendConfig backend, UsherConfig config) {
        BackendWarnings found = new BackendWarnings(backend, config);
        found.allowWithoutBudget();
        try {
            found.endsBeforeItCanBeRenewed();
            found.viewersTokenIsDropped();
            found.usherAsksItself();
            found.strangersAreNotAskedAbout();
            found.limitOfNobody();
        } catch (RuntimeException | LinkageError e) {
            found.warn("its plugin fails (" + e.getClass().getSimpleName() + "), which is a bug of it");
        }
        return List.copyOf(found.warnings);
    }

    /** Its tokens are good for one time, or for seconds. */
    static boolean isAskedOnce(BackendConfig backend) {
        return !HttpAuthority.canAskAgain(backend.atAddresses());
    }

    /** It asks its middleware even about a viewer who shows nothing. */
    static boolean neverAbstains(BackendConfig backend) {
        try {
            return backend.atAddresses().stream().allMatch(at -> asked(at, "").isPresent());
        } catch (RuntimeException | LinkageError e) {
            return false; // told elsewhere
        }
    }

    private void allowWithoutBudget() {
        if (backend.settings().onUnavailable().equals(Optional.of(OnUnavailable.ALLOW))
                && backend.settings().unverified().isEmpty()) {
            warn("an outage lets everybody in, without bounds; 'unverified' bounds how many and for how long");
        }
    }

    private void endsBeforeItCanBeRenewed() {
        if (!isAskedOnce(backend)) {
            return;
        }
        if (sessions.maxGrant().compareTo(SHORT) < 0) {
            warn("its tokens can't be asked about again, so 'sessions.max-grant' ends every viewing; make it longer"
                    + " than one");
        } else if (sessions.minGrant().compareTo(SHORT) < 0
                && backend.atAddresses().stream().anyMatch(BackendWarnings::grantsShortly)) {
            warn("its tokens can't be asked about again, so 'grant' ends every viewing whose answer names no time"
                    + " (X-AuthDuration); make it longer than one, such as 10h");
        }
    }

    private void limitOfNobody() {
        if (backend.limits().maxSessions().isPresent()
                && backend.atAddresses().stream().allMatch(BackendWarnings::namesNobody)) {
            warn(
                    "'max-sessions' is of a user, and an answer of status 200 alone names none; see that the middleware names everybody"
                            + " (X-UserId), since nobody else is counted");
        }
    }

    private static boolean namesNobody(Backend backend) {
        return !(backend.interpret(NOBODY, ALLOWED) instanceof Verdict.Allow allow)
                || allow.grant().user().isEmpty();
    }

    private static boolean grantsShortly(Backend backend) {
        return backend.interpret(NOBODY, ALLOWED) instanceof Verdict.Allow allow
                && allow.grant().lifetime().compareTo(SHORT) < 0;
    }

    private void viewersTokenIsDropped() {
        boolean needsToken = backend.atAddresses().stream().allMatch(BackendWarnings::needsToken);
        Set<String> identifying = new LinkedHashSet<>(sessions.tokens());
        if (needsToken) {
            identifying.add(TOKEN);
        }
        for (String name : identifying) {
            if (backend.atAddresses().stream().anyMatch(at -> dropsFromViewers(at, name))) {
                warn("its address has the parameter '" + name + "', so that of a viewer is dropped and never judged; "
                        + (needsToken && name.equals(TOKEN)
                                ? "take it out of the address"
                                : "give yours another name, or take this one out of 'sessions.tokens' if viewers have"
                                        + " none"));
            }
        }
    }

    private static boolean needsToken(Backend backend) {
        return asked(backend, "").isEmpty() && asked(backend, ANY_TOKEN).isPresent();
    }

    private static boolean dropsFromViewers(Backend backend, String name) {
        QueryString viewers = QueryString.of(URLEncoder.encode(name, StandardCharsets.UTF_8) + "=1");
        return asked(backend, ANY_TOKEN)
                .map(BackendRequest::endpoint)
                .filter(endpoint -> endpoint.target(viewers).equals(endpoint.target(QueryString.EMPTY)))
                .isPresent();
    }

    private void usherAsksItself() {
        if (backend.atAddresses().stream().anyMatch(this::isWhereUsherListens)) {
            warn("its address is where Usher itself is asked ('listen'), so that each question would lead to another");
        }
    }

    private boolean isWhereUsherListens(Backend backend) {
        return asked(backend, ANY_TOKEN)
                .map(BackendRequest::endpoint)
                .filter(endpoint -> endpoint.port() == listen.port())
                .map(endpoint -> endpoint.host().replaceAll("[\\[\\]]", ""))
                .filter(host ->
                        host.equalsIgnoreCase(listen.host()) || isThisMachine(host) && isThisMachine(listen.host()))
                .isPresent();
    }

    private static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase("localhost")
                || IpAddress.parse(host)
                        .map(IpAddress::toInetAddress)
                        .filter(address -> address.isLoopbackAddress() || address.isAnyLocalAddress())
                        .isPresent();
    }

    private void strangersAreNotAskedAbout() {
        if (backend.atAddresses().stream()
                .anyMatch(at ->
                        asked(at, at.strangersQuery(new SecureRandom()).raw()).isEmpty())) {
            warn(
                    "its tokens have a shape of your own, so Usher can't ask about a random one, and doesn't notice when it lets"
                            + " everybody in");
        }
    }

    private static Optional<BackendRequest> asked(Backend backend, String query) {
        return backend.toRequest(AccessRequest.builder()
                .clientAddress("127.0.0.1")
                .path(RandomViewer.PATH)
                .query(query)
                .build());
    }

    private void warn(String sentence) {
        warnings.add("backends." + backend.name() + ": " + sentence);
    }
}
