package tv.usher.engine.explain;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.decision.Plan;
import tv.usher.engine.decision.RuleTrace;
import tv.usher.engine.dialect.Call;
import tv.usher.engine.dialect.Dialect;
import tv.usher.engine.dialect.UnreadableCall;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.ReasonCode;

/** Walks the way of a question while an operator watches. */
public final class Explainer implements Explaining {

    private static final Explanation.Memory NO_MEMORY = new Explanation.Memory("not-needed", "", 0);
    private static final Explanation.Outcome UNTRUSTED = new Explanation.Outcome(
            "deny", 403, "", "", ReasonCode.UNTRUSTED_CALLER.code(), "the caller isn't among trusted-callers");

    private final Supplier<ExplainedPolicy> policies;

    public Explainer(Supplier<ExplainedPolicy> policies) {
        this.policies = policies;
    }

    @Override
    public CompletableFuture<Explanation> explain(Call call, boolean ask) {
        ExplainedPolicy policy = policies.get();
        Dialect dialect = policy.dialects().at(call.target());
        boolean trusted = IpAddress.parse(call.caller()).filter(policy.trusts()).isPresent();
        Explanation.Caller caller = new Explanation.Caller(dialect.name(), call.caller(), trusted);
        if (!trusted) {
            return CompletableFuture.completedFuture(unread(caller, "", UNTRUSTED));
        }
        DecisionRequest decisionRequest;
        try {
            decisionRequest = policy.dialects().read(dialect, call);
        } catch (IllegalArgumentException e) {
            Decision refused = Decision.refused(dialect.name(), UnreadableCall.reasonOf(e));
            Explanation.Outcome outcome =
                    outcome(dialect, AccessRequest.builder().build(), refused);
            return CompletableFuture.completedFuture(unread(caller, refused.why(), outcome));
        }
        if (!decisionRequest.asksForDecision()) {
            Explanation.Outcome heard =
                    new Explanation.Outcome("", dialect.heard().status(), "", "", ReasonCode.NOTHING_ASKED.code(), "");
            return CompletableFuture.completedFuture(unread(caller, "it tells of something and asks nothing", heard));
        }
        return explain(policy, dialect, caller, decisionRequest, ask);
    }

    private static Explanation unread(Explanation.Caller caller, String why, Explanation.Outcome outcome) {
        return new Explanation(
                caller, why, Explanation.Request.NONE, List.of(), 0, NO_MEMORY, "", List.of(), List.of(), outcome);
    }

    private static CompletableFuture<Explanation> explain(
            ExplainedPolicy policy,
            Dialect dialect,
            Explanation.Caller caller,
            DecisionRequest decisionRequest,
            boolean ask) {
        RuleTrace trace = policy.rules().trace(decisionRequest);
        Plan plan = trace.plan();
        return new ExplainRun(policy.outages(), plan)
                .start(ask)
                .thenApply(examined -> new Explanation(
                        caller,
                        "",
                        Explanation.Request.of(plan.request()),
                        trace.checks().stream().map(Explanation.Rule::of).toList(),
                        trace.others(),
                        memory(plan),
                        plan.asked().isEmpty() ? "" : word(plan.combining()),
                        examined.backends(),
                        plan.shadows(),
                        examined.decision()
                                .map(decision -> outcome(dialect, decisionRequest.request(), decision))
                                .orElse(new Explanation.Outcome("", 0, plan.rule(), "", "", ""))));
    }

    private static Explanation.Memory memory(Plan plan) {
        Decision.Pass pass = plan.decision().map(Decision::pass).orElse(null);
        return pass == null
                ? new Explanation.Memory(word(plan.memoryState()), "", 0)
                : new Explanation.Memory(
                        word(plan.memoryState()), pass.session().key().hex(), pass.seconds());
    }

    private static Explanation.Outcome outcome(Dialect dialect, AccessRequest request, Decision decision) {
        return new Explanation.Outcome(
                decision.answer().word(),
                dialect.write(request, decision).status(),
                decision.rule(),
                decision.backend(),
                decision.reasonCode(),
                decision.why());
    }

    /** As the configuration spells it. */
    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
