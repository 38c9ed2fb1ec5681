package tv.usher.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.Heard;
import tv.usher.engine.backend.Outage;
import tv.usher.engine.backend.VerdictText;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.Outlook;
import tv.usher.engine.management.Explanation;

/** What those whom a rule asks would be asked about one request and, if they are, what they say. */
final class Examination {

    private static final Pattern PAGE =
            Pattern.compile("\\s*<(!doctype|html)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Map<String, Outage> outages;
    private final AccessRequest request;

    Examination(Map<String, Outage> outages, AccessRequest request) {
        this.outages = outages;
        this.request = request;
    }

    /**
     * @param verdict empty if the authority wasn't asked
     */
    private record Part(Explanation.Backend backend, Optional<Verdict> verdict) {}

    /** All of them. */
    record Findings(List<Part> parts) {

        List<Explanation.Backend> backends() {
            return parts.stream().map(Part::backend).toList();
        }

        /** Empty if it depends on somebody who wasn't asked. */
        Optional<Decision> decision(Outlook outlook) {
            if (outlook.decision().isPresent()
                    || parts.stream().anyMatch(part -> part.verdict().isEmpty())) {
                return outlook.decision();
            }
            return Optional.of(outlook.decide(
                    parts.stream().map(part -> part.verdict().get()).toList()));
        }
    }

    CompletableFuture<Findings> of(List<Authority> authorities, boolean ask) {
        List<CompletableFuture<Part>> parts =
                authorities.stream().map(authority -> examine(authority, ask)).toList();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(all ->
                        new Findings(parts.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<Part> examine(Authority authority, boolean ask) {
        Optional<Verdict> unasked = authority.verdictUnasked(request);
        if (unasked.isPresent()) {
            Heard heard = new Heard(unasked.get(), Optional.empty());
            return CompletableFuture.completedFuture(
                    part(authority, List.of(), told(heard, Duration.ZERO, false), unasked));
        }
        List<BackendRequest> questions = authority.questions(request);
        if (!ask) {
            return CompletableFuture.completedFuture(
                    part(authority, questions, Explanation.Heard.NOTHING, Optional.empty()));
        }
        long began = System.nanoTime();
        return authority.hear(request).thenCompose(heard -> {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            return letsAnybodyIn(authority, heard)
                    .thenApply(anybody ->
                            part(authority, questions, told(heard, took, anybody), Optional.of(heard.verdict())));
        });
    }

    /** A middleware that allows might allow everybody. */
    private static CompletableFuture<Boolean> letsAnybodyIn(Authority authority, Heard heard) {
        return heard.verdict() instanceof Verdict.Allow && heard.answer().isPresent()
                ? authority.hear(Stranger.request()).thenApply(other -> other.verdict() instanceof Verdict.Allow)
                : CompletableFuture.completedFuture(false);
    }

    private Part part(
            Authority authority, List<BackendRequest> questions, Explanation.Heard heard, Optional<Verdict> verdict) {
        Explanation.Backend backend = new Explanation.Backend(
                authority.name(),
                authority.onUnavailable().word(),
                outages.get(authority.name()).current().orElse(""),
                questions.stream().map(Explanation.Question::of).toList(),
                heard);
        return new Part(backend, verdict);
    }

    private static Explanation.Heard told(Heard heard, Duration took, boolean anybody) {
        Verdict verdict = heard.verdict();
        return new Explanation.Heard(
                VerdictText.word(verdict),
                VerdictText.why(verdict),
                heard.answer().map(BackendResponse::status).orElse(0),
                heard.answer()
                        .map(answer -> PAGE.matcher(answer.body()).matches())
                        .orElse(false),
                verdict instanceof Verdict.Allow allow ? allow.grant().user() : "",
                took.toMillis(),
                anybody);
    }
}
