package tv.usher.engine.decision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tv.usher.engine.backend.Authority;

/** Makes what each rule leads to. */
final class RuleEffects {

    private final Map<String, Authority> authorities;
    private final Map<String, Authority> shadows;
    private final SessionContext context;
    private final LimitRules limits;
    private final ShadowRecorder recorder;
    private final Renewals renewals = new Renewals();

    RuleEffects(
            Map<String, Authority> authorities,
            Map<String, Authority> shadows,
            SessionContext context,
            LimitRules limits,
            ShadowRecorder recorder) {
        this.authorities = authorities;
        this.shadows = shadows;
        this.context = context;
        this.limits = limits;
        this.recorder = recorder;
    }

    /**
     * @throws IllegalArgumentException if the rule asks an authority that isn't there
     */
    RuleEffect of(String rule, RuleSettings settings) {
        RuleEffect effect = settings.then()
                .<RuleEffect>map(then -> new RuleEffect.Fixed(
                        then == RuleSettings.Effect.ALLOW ? Decision.allowedBy(rule) : Decision.deniedBy(rule)))
                .orElseGet(() -> asking(rule, settings));
        return DeniedViewersEffect.around(effect, settings, context.codes());
    }

    private RuleEffect asking(String rule, RuleSettings settings) {
        Shadows shadows = new Shadows(rule, find(settings.shadow(), this.shadows), settings.maxShadow(), recorder);
        BackendGroup backends =
                new BackendGroup(settings.combining(), find(settings.ask(), authorities), shadows, renewals);
        return new SessionStage(rule, settings.identity(), settings.naming(), backends, context, limits);
    }

    private static List<Authority> find(List<String> names, Map<String, Authority> authorities) {
        return names.stream()
                .map(name -> Optional.ofNullable(authorities.get(name))
                        .orElseThrow(() -> new IllegalArgumentException("unknown backend '" + name + "'")))
                .toList();
    }
}
