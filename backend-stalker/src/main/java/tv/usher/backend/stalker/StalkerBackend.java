package tv.usher.backend.stalker;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;

/** Translates to {@code chk_flussonic_tmp_link.php} and back. */
record StalkerBackend(Endpoint endpoint, Duration grant, TokenShape tokenShape) implements Backend {

    private static final Pattern BOXES_PAGE = Pattern.compile("(^|/)c/*$");
    private static final String SCRIPT = "/server/api/chk_flussonic_tmp_link.php";

    /** Not {@code 1}: strangers share it, since a cached {@code true} comes as 1. */
    private static final Pattern USER_ID = Pattern.compile("(?!1$)[1-9][0-9]{0,18}");

    private static final Verdict NOT_THE_SCRIPT = Verdict.Unavailable.foreignAnswer(
            "status 200 without X-UserId and X-AuthDuration: a page, such as a PHP error's, instead of the portal's answer");

    /**
     * @throws IllegalArgumentException as {@link Endpoint#of(URI, String)}, and if the address is the boxes' page
     */
    static StalkerBackend of(StalkerConfig config) {
        Endpoint endpoint = Endpoint.of(config.address(), SCRIPT);
        if (BOXES_PAGE.matcher(config.address().getRawPath()).find()) {
            throw new IllegalArgumentException(
                    "the address leads to the boxes' page, '/c/', but this middleware is asked" + " at " + SCRIPT
                            + ": leave 'c/' out");
        }
        return new StalkerBackend(endpoint, config.grant(), new TokenShape(config.tokenPattern()));
    }

    /**
     * Abstains unless there is exactly one token and it has the portal's shape: the script accepts the name of <em>any</em> entry in
     * the portal's cache as a token, and many of those can be guessed. One in disguise, such as {@code token[]=}, isn't asked about
     * either: it could make the script fail, which may count as an outage.
     */
    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        return request.query().only("token").filter(tokenShape::fits).map(token -> endpoint.get(request));
    }

    @Override
    public Verdict interpret(AccessRequest request, BackendResponse response) {
        if (response.status() != 200) {
            return Verdict.Deny.byStatus(response);
        }
        return has(response, "X-UserId") && has(response, "X-AuthDuration")
                ? new Verdict.Allow(grantOf(response))
                : NOT_THE_SCRIPT;
    }

    private static boolean has(BackendResponse response, String header) {
        return response.header(header).filter(value -> !value.isBlank()).isPresent();
    }

    /** The cached value comes as the user's id, whatever it is; only a number of the portal's database names somebody. */
    private Grant grantOf(BackendResponse response) {
        Grant read = Grant.fromHeaders(response, grant);
        return USER_ID.matcher(read.user()).matches() ? read : read.user("");
    }
}
