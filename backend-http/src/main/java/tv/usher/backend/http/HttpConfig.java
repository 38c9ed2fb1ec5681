package tv.usher.backend.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tv.usher.api.Default;

/**
 * The keys of an {@code http} backend. With {@code address}, {@code grant} and {@code ask-again} alone it is asked by the convention.
 *
 * @param address    asked as it is; its query stays and can't be overridden by a viewer
 * @param method     empty: POST with a body, else GET
 * @param query      in place of the viewer's own
 * @param headers    beside the convention's, or in their place where the question is told otherwise
 * @param body       sent as JSON
 * @param allowWhen  the answer lets the viewer in; empty: with status 200, by the convention
 * @param denyWhen   the answer keeps him out; empty: no answer does that
 * @param abstainWhen the answer says that the middleware can't judge him
 * @param grantFrom  where the grant stands; empty: in the convention's headers
 * @param grant      how long an allow lasts when the service doesn't say; short, since an own service can be asked again at any time and
 *     a subscription that ends should show soon
 * @param askAgain   known viewers are asked about again ahead of their grant's end; false if a token is good for one time or for seconds
 */
record HttpConfig(
        URI address,
        Optional<Method> method,
        Map<String, Template> query,
        Map<String, Template> headers,
        Optional<BodyTemplate> body,
        Optional<Condition> allowWhen,
        Optional<Condition> denyWhen,
        Optional<Condition> abstainWhen,
        Optional<GrantFrom> grantFrom,
        @Default("3m") Duration grant,
        @Default("true") boolean askAgain) {

    HttpConfig {
        if (method.isPresent() && method.get().isPost() != body.isPresent()) {
            throw new IllegalArgumentException(
                    body.isPresent() ? "a body needs method: POST" : "method: POST needs a body");
        }
        if (allowWhen.isEmpty() && (denyWhen.isPresent() || abstainWhen.isPresent() || grantFrom.isPresent())) {
            throw new IllegalArgumentException(
                    "deny-when, abstain-when and grant-from need allow-when, which says whom the answer lets in");
        }
        if (allowWhen
                .flatMap(Condition::status)
                .filter(status -> !status.isOnly(200))
                .isPresent()) {
            throw new IllegalArgumentException("allow-when: only the status 200 may let a viewer in");
        }
    }

    /** True if the question isn't the convention's. */
    boolean isTold() {
        return !query.isEmpty() || body.isPresent();
    }
}
