package tv.usher.backend.http;

import java.net.URI;
import java.time.Duration;
import tv.usher.api.Default;

/**
 * The keys of an {@code http} backend.
 *
 * @param address asked as it is; its query stays and can't be overridden by a viewer
 * @param grant   how long an allow lasts when the service doesn't say; short, since an own service can be asked again at any time and
 *     a subscription that ends should show soon
 * @param askAgain known viewers are asked about again ahead of their grant's end; false if a token is good for one time or for seconds
 */
record HttpConfig(
        URI address,
        @Default("3m") Duration grant,
        @Default("true") boolean askAgain) {}
