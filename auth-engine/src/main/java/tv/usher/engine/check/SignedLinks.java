package tv.usher.engine.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Hash;
import tv.usher.engine.util.ReasonCode;

/**
 * Allows a viewer who shows a link that a website signed. It abstains from a token of another shape, which another backend may know. It
 * denies an invalid link, so that no other backend is asked about it.
 */
final class SignedLinks extends ImmediateCheck {

    private static final Verdict NO_LINK = new Verdict.Abstain(ReasonCode.NO_LINK.with("no signed link"));

    private final SignedLinkSettings settings;
    private final LinkScheme scheme;
    private final Clock clock;

    SignedLinks(String name, SignedLinkSettings settings, Clock clock) {
        super(name);
        this.settings = settings;
        this.scheme = settings.scheme();
        this.clock = clock;
    }

    @Override
    Verdict verdictOn(AccessRequest request) {
        Instant now = clock.instant();
        return scheme.judge(request, now).map(link -> verdictOn(link, now)).orElse(NO_LINK);
    }

    private Verdict verdictOn(JudgedLink link, Instant now) {
        Optional<LinkFinding> fails = link.firstThatFails();
        return fails.isPresent()
                ? new Verdict.Deny(fails.get().part().otherwise().with("signed link: " + fails.get()))
                : new Verdict.Allow(grant(link, now));
    }

    /** Grants the rest of the link's time. Its sessions are counted under a name from which nobody can make the link. */
    private Grant grant(JudgedLink link, Instant now) {
        String user = settings.maxSessions().isPresent()
                ? "link-" + Hash.SHA256.hex(link.identity()).substring(0, 16)
                : "";
        return Grant.lasting(Duration.between(now, link.end()))
                .user(user)
                .maxSessions(Entitlement.number(settings.maxSessions()));
    }
}
