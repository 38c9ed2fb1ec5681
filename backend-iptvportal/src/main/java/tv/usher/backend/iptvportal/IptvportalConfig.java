package tv.usher.backend.iptvportal;

import java.net.URI;
import java.time.Duration;
import tv.usher.api.Default;

/**
 * The keys of an {@code iptvportal} backend.
 *
 * @param address the portal ({@code https://go.iptvportal.cloud}, or an own server), or the complete address that it is asked at,
 *     as by Astra and Alta or, if it ends in {@code /auth/flussonic/arescrypt/}, as by Flussonic
 * @param grant   how long an allow lasts when the portal doesn't say; one update period of the key as the portal's settings have it,
 *     since its own answer doesn't change sooner
 */
record IptvportalConfig(URI address, @Default("1h") Duration grant) {}
