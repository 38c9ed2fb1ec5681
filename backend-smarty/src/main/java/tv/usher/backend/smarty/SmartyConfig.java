package tv.usher.backend.smarty;

import java.net.URI;
import java.time.Duration;
import tv.usher.api.Default;

/**
 * The keys of a {@code smarty} backend.
 *
 * @param address the middleware ({@code http://smarty.example.com}), or the complete address that it is asked at
 * @param grant   how long an allow lasts when the middleware doesn't say; longer than a viewing, since a token that was used up
 *     can't be asked about again and the viewer would be cut off
 */
record SmartyConfig(URI address, @Default("10h") Duration grant) {}
