package tv.usher.backend.stalker;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import tv.usher.api.Default;

/**
 * The keys of a {@code stalker} backend.
 *
 * @param address      the portal ({@code http://mw.example.com/stalker_portal}), or the complete address of its script
 * @param grant        how long an allow lasts when the portal doesn't say; what portals themselves say since 2014
 * @param tokenPattern what the whole token must look like for the portal to be asked; it makes MD5 sums in lower case
 */
record StalkerConfig(
        URI address,
        @Default("10h") Duration grant,
        @Default("[0-9a-f]{32}") Pattern tokenPattern) {}
