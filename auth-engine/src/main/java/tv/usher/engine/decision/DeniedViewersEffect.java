package tv.usher.engine.decision;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Location;
import tv.usher.api.Secret;
import tv.usher.engine.session.OneTimeCodes;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.DerivedFuture;
import tv.usher.engine.util.ReasonCode;

/**
 * A rule's effect whose denied viewers get more than a denial, whoever denied them and whether it is remembered: where to go and, if a
 * limit of their user keeps them out, a code for the operator's portal.
 */
final class DeniedViewersEffect implements RuleEffect {

    /** The parameter of an address that has a viewer's one-time code. */
    private static final String CODE = "denied-code";

    private final RuleEffect effect;
    private final Map<String, Location> locations; // by the code of the reason
    private final Optional<Location> otherLocation; // for all other reasons
    private final OneTimeCodes codes;
    private final DerivedFuture.Derivation<Decision, Decision> told = this::tell; // one for all decisions

    private DeniedViewersEffect(RuleEffect effect, RuleSettings rule, OneTimeCodes codes) {
        this.effect = effect;
        this.locations = rule.deniedLocations();
        this.otherLocation = rule.deniedLocation();
        this.codes = codes;
    }

    /** The effect itself if its denied viewers get nothing else. */
    static RuleEffect around(RuleEffect effect, RuleSettings rule, OneTimeCodes codes) {
        boolean sends =
                !rule.deniedLocations().isEmpty() || rule.deniedLocation().isPresent();
        boolean givesCodes = codes.areIssued() && rule.then().isEmpty();
        return sends || givesCodes ? new DeniedViewersEffect(effect, rule, codes) : effect;
    }

    @Override
    public CompletableFuture<Decision> decide(DecisionRequest decisionRequest) {
        return new DerivedFuture<>(effect.decide(decisionRequest), told);
    }

    private Decision tell(@Nullable Decision decision, @Nullable Throwable failure) throws Throwable {
        if (failure != null) {
            throw failure;
        }
        return send(withCode(Objects.requireNonNull(decision)));
    }

    @Override
    public @Nullable Viewing viewing(DecisionRequest decisionRequest) {
        return effect.viewing(decisionRequest);
    }

    /** Without a code: nobody was denied. */
    @Override
    public Plan plan(DecisionRequest decisionRequest) {
        return effect.plan(decisionRequest).then(this::send);
    }

    private Decision withCode(Decision decision) {
        return codes.areIssued() && isOverOwnLimit(decision)
                ? decision.withCode(codes.issue(new UserId(decision.backend(), decision.user())))
                : decision;
    }

    /** Ending a session of the user makes room only where the user's own sessions are in the way. */
    private static boolean isOverOwnLimit(Decision decision) {
        return decision.answer() == Answer.DENY
                && !decision.user().isEmpty()
                && ReasonCode.of(decision.reasonCode())
                        .filter(ReasonCode::isOfOwnSessions)
                        .isPresent();
    }

    private Decision send(Decision decision) {
        Location location = locations.get(decision.reasonCode());
        return location != null
                ? decision.redirectedTo(withCode(location, decision))
                : otherLocation.map(decision::redirectedTo).orElse(decision);
    }

    /** With the code for the portal, if there is one and the address has room for it. The address for others is no portal's. */
    private static Location withCode(Location location, Decision decision) {
        return decision.code()
                .map(Secret::reveal)
                .flatMap(code -> withCode(location.address(), code))
                .orElse(location);
    }

    private static Optional<Location> withCode(String address, String code) {
        int fragment = address.indexOf('#');
        String before = fragment < 0 ? address : address.substring(0, fragment);
        String joined = before + (before.indexOf('?') < 0 ? '?' : '&') + CODE + '=' + code;
        return Location.find(joined + address.substring(before.length()));
    }
}
