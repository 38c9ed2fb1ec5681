package tv.usher.engine.explain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.AnsweredVerdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.Preview;
import tv.usher.engine.backend.VerdictText;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.Plan;

/** What those whom a rule asks would be asked about one request and, if they are, what they say. */
final class ExplainRun {

    private static final Pattern PAGE = Pattern.compile("\\s*<(!doctype|html)\\b", Pattern.CASE_INSENSITIVE);

    private final Map<String, Outage> outages;
    private final AccessRequest request;
    private final Plan plan;
    private final List<Examined> parts = new ArrayList<>();

    ExplainRun(Map<String, Outage> outages, Plan plan) {
        this.outages = outages;
        this.request = plan.request();
        this.plan = plan;
    }

    /**
     * @param answered empty if the authority wasn't asked
     */
    private record Examined(Explanation.Backend backend, Optional<AnsweredVerdict> answered) {}

    /** In the rule's order, one after another, so that nobody is asked whom a caller's question wouldn't reach. */
    CompletableFuture<ExplainRun> start(boolean ask) {
        CompletableFuture<Boolean> more = CompletableFuture.completedFuture(ask);
        for (Authority authority : plan.asked()) {
            more = more.thenCompose(asking -> examine(authority, asking).thenApply(part -> {
                parts.add(part);
                return asking
                        && !part.answered()
                                .map(answered -> plan.isLast(authority, answered))
                                .orElse(false);
            }));
        }
        return more.thenApply(all -> this);
    }

    List<Explanation.Backend> backends() {
        return parts.stream().map(Examined::backend).toList();
    }

    /** Empty if it depends on somebody who wasn't asked. */
    Optional<Decision> decision() {
        return plan.decision()
                .or(() -> plan.decide(parts.stream().map(Examined::answered).toList()));
    }

    private CompletableFuture<Examined> examine(Authority authority, boolean ask) {
        Preview preview = authority.preview(request);
        if (preview.said().isPresent()) {
            Explanation.BackendAnswer said = said(preview.said().get(), Duration.ZERO, false);
            return CompletableFuture.completedFuture(part(authority, preview, said));
        }
        if (!ask) {
            return CompletableFuture.completedFuture(part(authority, preview, Explanation.BackendAnswer.NOTHING));
        }
        long began = System.nanoTime();
        return authority.judgeWithAnswer(request).thenCompose(answered -> {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            return letsAnybodyIn(authority, answered)
                    .thenApply(anybody -> part(
                            authority,
                            new Preview(Optional.of(answered), preview.requests()),
                            said(answered, took, anybody)));
        });
    }

    /** A middleware that allows might allow everybody. */
    private static CompletableFuture<Boolean> letsAnybodyIn(Authority authority, AnsweredVerdict answered) {
        return answered.verdict() instanceof Verdict.Allow && answered.answer().isPresent()
                ? authority.judgeStranger().thenApply(other -> other.verdict() instanceof Verdict.Allow)
                : CompletableFuture.completedFuture(false);
    }

    private Examined part(Authority authority, Preview found, Explanation.BackendAnswer said) {
        Explanation.Backend backend = new Explanation.Backend(
                authority.name(),
                authority.onUnavailable().word(),
                Objects.requireNonNull(outages.get(authority.name())).current().orElse(""),
                found.requests().stream()
                        .map(question -> Explanation.PlannedCall.of(question, request.captures()))
                        .toList(),
                said);
        return new Examined(backend, found.said());
    }

    private static Explanation.BackendAnswer said(AnsweredVerdict answered, Duration took, boolean anybody) {
        Verdict verdict = answered.verdict();
        Optional<BackendResponse> answer = answered.answer();
        return new Explanation.BackendAnswer(
                answered.undecided().isPresent() ? VerdictText.UNDECIDED : VerdictText.word(verdict),
                VerdictText.code(verdict),
                VerdictText.why(verdict),
                answer.map(BackendResponse::status).orElse(0),
                answer.map(page -> PAGE.matcher(page.body()).lookingAt()).orElse(false),
                verdict instanceof Verdict.Allow allow ? allow.grant().user() : "",
                took.toMillis(),
                anybody);
    }
}
