package tv.usher.engine.check;

import java.util.Map;
import java.util.function.Supplier;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Hash;
import tv.usher.engine.util.ReasonCode;

/** Allows a viewer who shows a listed token. It abstains from a token that isn't listed, which another backend may know. */
final class Tokens extends ImmediateCheck {

    private static final Verdict NO_TOKEN = new Verdict.Abstain(ReasonCode.NO_TOKEN.with("no token"));
    private static final Verdict NOT_LISTED = new Verdict.Abstain(ReasonCode.NOT_LISTED.with("token is not listed"));

    private final TokensSettings settings;
    private final Supplier<Map<String, Entitlement>> byHash;
    private final Clock clock;

    /**
     * @param byHash the current entries; the time of looking up a hash doesn't reveal how much of a token was guessed
     */
    Tokens(String name, TokensSettings settings, Supplier<Map<String, Entitlement>> byHash, Clock clock) {
        super(name);
        this.settings = settings;
        this.byHash = byHash;
        this.clock = clock;
    }

    @Override
    Verdict verdictOn(AccessRequest request) {
        return settings.parameter()
                .onlyIn(request.query())
                .map(token -> judge(token, request))
                .orElse(NO_TOKEN);
    }

    private Verdict judge(String token, AccessRequest request) {
        Entitlement entitlement = byHash.get().get(Hash.SHA256.hex(token));
        return entitlement == null
                ? NOT_LISTED
                : entitlement.judge(request, clock.instant(), settings.grant(), settings.maxSessions());
    }
}
