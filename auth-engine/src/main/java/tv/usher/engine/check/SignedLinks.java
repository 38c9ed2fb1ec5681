package tv.usher.engine.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;

/**
 * Allows a viewer who shows a link that a website signed. It abstains from a token of another shape, which another backend may know. It
 * denies an invalid link, so that no other backend is asked about it.
 */
final class SignedLinks extends ImmediateCheck {

    private static final Verdict NO_LINK = new Verdict.Abstain(ReasonCode.NO_LINK.with("no signed link"));

    private final SignedLinkSettings settings;
    private final LinkInspection inspection;
    private final Clock clock;

    SignedLinks(String name, SignedLinkSettings settings, Clock clock) {
        super(name);
        this.settings = settings;
        this.inspection = new LinkInspection(settings);
        this.clock = clock;
    }

    @Override
    Verdict verdictOn(AccessRequest request) {
        Optional<SignedLink> link = settings.parameter().onlyIn(request.query()).flatMap(SignedLink::read);
        return link.map(shown -> judge(shown, request, clock.instant())).orElse(NO_LINK);
    }

    private Verdict judge(SignedLink link, AccessRequest request, Instant now) {
        for (LinkFinding finding : inspection.of(link, request, now)) {
            if (!finding.holds()) {
                return new Verdict.Deny(finding.part().otherwise().with("signed link: " + finding));
            }
        }
        return new Verdict.Allow(grant(link, now));
    }

    /** Grants the rest of the link's time. Its sessions are counted under a name from which nobody can make the link. */
    private Grant grant(SignedLink link, Instant now) {
        Duration left = Duration.between(now, Instant.ofEpochSecond(Long.parseLong(link.end())));
        String user = settings.maxSessions().isPresent()
                ? "link-" + Sha256.hex(link.token()).substring(0, 16)
                : "";
        return Grant.lasting(left).user(user).maxSessions(Entitlement.number(settings.maxSessions()));
    }
}
