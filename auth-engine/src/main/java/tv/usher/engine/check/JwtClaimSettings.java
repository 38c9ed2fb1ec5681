package tv.usher.engine.check;

import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.engine.check.jwt.ClaimName;

/**
 * Which claims of a token count, each by its name or as a JSON pointer. A claim that restricts, from {@code channels} on, has to be there
 * once it is named here: a token without it lets nobody in.
 *
 * @param user        the viewer's name in limits, logs and answers to callers
 * @param name        how operators know the viewer; empty: none
 * @param maxSessions sessions at once
 * @param channels    that may be played, with {@code *} for any text
 * @param paths       that may be played, as in rules
 * @param addresses   that the viewer may have, or ranges of them
 * @param permissions MediaMTX's list of actions and paths
 */
public record JwtClaimSettings(
        @Default("sub") ClaimName user,
        Optional<ClaimName> name,
        Optional<ClaimName> maxSessions,
        Optional<ClaimName> channels,
        Optional<ClaimName> paths,
        Optional<ClaimName> addresses,
        Optional<ClaimName> permissions) {}
