package tv.usher.engine.backend.guard;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.api.Reason;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.AnsweredVerdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.Preview;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.CancellableFuture;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DerivedFuture;
import tv.usher.engine.util.Undecided;

/**
 * Tells an outage of the backend from one question that failed, and asks nobody while the backend is out. What one viewer's question does
 * is an outage only if the {@link Canary} fails too, if there was no connection at all, or if questions of several client addresses fail.
 */
public final class ConfirmedAuthority extends ForwardingAuthority {

    private final Outage outage;
    private final Canary canary;
    private final AddressBreaker breaker;
    private final Clock clock;

    public ConfirmedAuthority(
            Authority authority,
            Outage outage,
            Canary canary,
            BreakerSettings settings,
            BackendMetrics metrics,
            Clock clock) {
        super(authority);
        this.outage = outage;
        this.canary = canary;
        this.breaker = new AddressBreaker(authority.name(), settings, metrics, clock);
        this.clock = clock;
        outage.goesOnWhile(breaker::isOpen);
    }

    @Override
    public boolean isOut() {
        return outage.isOn();
    }

    @Override
    public CompletableFuture<Verdict> judge(AccessRequest request) {
        int client = clientOf(request);
        AnsweredVerdict unasked = unasked(client, breaker::permits);
        return unasked == null ? new ViewerQuestion(client).ask(request) : notAsked(request, unasked);
    }

    /**
     * What is said without asking the backend; null if it is asked. Where questions of that client alone have failed while the breaker is
     * tried, the next one is undecided too: nobody is let in by his own failure.
     *
     * @param permits what the breaker says of that client
     */
    private @Nullable AnsweredVerdict unasked(int client, IntPredicate permits) {
        Reason problem = canary.problem();
        Reason out = problem != null ? problem : outage.waiting();
        if (out != null) {
            return AnsweredVerdict.of(new Verdict.Unavailable(out));
        }
        if (permits.test(client)) {
            return null;
        }
        return breaker.failsAlone(client)
                ? AnsweredVerdict.of(new Undecided(breaker.reason()))
                : AnsweredVerdict.of(new Verdict.Unavailable(breaker.reason()));
    }

    /** Whoever can't be judged is told so all the same. */
    private CompletableFuture<Verdict> notAsked(AccessRequest request, AnsweredVerdict unasked) {
        Optional<AnsweredVerdict> own = super.preview(request).said();
        AnsweredVerdict said = own.orElse(unasked);
        if (said.undecided().isPresent()) {
            return CompletableFuture.failedFuture(said.undecided().get());
        }
        if (own.isEmpty()) {
            outage.counted();
        }
        return CompletableFuture.completedFuture(said.verdict());
    }

    @Override
    public Preview preview(AccessRequest request) {
        Preview preview = super.preview(request);
        AnsweredVerdict unasked = unasked(clientOf(request), breaker::wouldPermit);
        return unasked == null || preview.said().isPresent() ? preview : new Preview(Optional.of(unasked), List.of());
    }

    @Override
    public CompletableFuture<AnsweredVerdict> judgeWithAnswer(AccessRequest request) {
        long asked = clock.now();
        return new OperatorQuestion(super.judgeWithAnswer(request), asked);
    }

    /** It ends as a viewer's would. */
    private final class OperatorQuestion extends CancellableFuture<AnsweredVerdict> {

        OperatorQuestion(CompletableFuture<AnsweredVerdict> answer, long asked) {
            then(await(answer), said -> {
                Undecided failed = said.undecided().orElse(null);
                if (failed == null) {
                    complete(said);
                } else {
                    shown(failed, asked)
                            .thenAccept(out -> complete(out.map(why -> said.confirmed(new Verdict.Unavailable(why)))
                                    .orElse(said)));
                }
            });
        }
    }

    /** Whether this failure shows an outage; empty if it shows none. */
    private CompletableFuture<Optional<Reason>> shown(Undecided failed, long asked) {
        CompletableFuture<Optional<Reason>> shown = switch (evidenceOf(failed)) {
            case OUT, FULL -> CompletableFuture.completedFuture(Optional.of(failed.reason()));
            case SUSPICIOUS -> canary.check(asked);
            case UNCONNECTED, OTHERS_ONLY, NONE -> CompletableFuture.completedFuture(Optional.empty());
        };
        return shown.thenApply(this::orOpen);
    }

    /** An outage is shown while nobody may try the backend, whatever this question met. Later this question may have been the try. */
    private Optional<Reason> orOpen(Optional<Reason> shown) {
        return shown.or(() -> breaker.letsNobodyTry() ? Optional.of(breaker.reason()) : Optional.empty());
    }

    private Evidence evidenceOf(Undecided failed) {
        Evidence evidence = Evidence.of(failed);
        return evidence != Evidence.UNCONNECTED ? evidence : canary.isActive() ? Evidence.SUSPICIOUS : Evidence.OUT;
    }

    /** Zero for those of whom the caller tells no address: they count as one. */
    private static int clientOf(AccessRequest request) {
        IpAddress client = IpAddress.parse(request.clientAddress()).orElse(null);
        return client == null ? 0 : Long.hashCode(client.bits() == 32 ? client.low() : client.high());
    }

    private final class ViewerQuestion extends CancellableFuture<Verdict> {

        private final int client;
        private final long asked = clock.now();

        ViewerQuestion(int client) {
            this.client = client;
        }

        ViewerQuestion ask(AccessRequest request) {
            thenInAnyCase(await(ConfirmedAuthority.super.judge(request)), this::heard);
            return this;
        }

        private void heard(@Nullable Verdict verdict, @Nullable Throwable failure) {
            if (verdict != null) {
                answered(verdict);
            } else if (failure != null && DerivedFuture.unwrapped(failure) instanceof Undecided failed) {
                failed(failed);
            } else {
                breaker.released(client);
                completeExceptionally(failure == null ? new CancellationException() : failure);
            }
        }

        private void answered(Verdict verdict) {
            if (verdict instanceof Verdict.Abstain) {
                breaker.released(client);
            } else {
                breaker.answered(client);
                endOutage();
            }
            if (verdict instanceof Verdict.Allow && (canary.isFooled() || !canary.isKnown())) {
                canary.check(asked)
                        .whenComplete((out, none) ->
                                complete(out == null || out.isEmpty() ? verdict : new Verdict.Unavailable(out.get())));
            } else {
                complete(verdict);
            }
        }

        private void failed(Undecided failed) {
            Evidence evidence = evidenceOf(failed);
            if (evidence == Evidence.NONE || evidence == Evidence.FULL || isDone()) {
                breaker.released(client);
            } else if (breaker.failed(client)) {
                outage.begin(breaker.reason(), clock.now());
            }
            if (evidence == Evidence.FULL) {
                outage.queueFull();
            }
            if (evidence == Evidence.OUT) {
                outage.begin(failed.reason(), asked);
                outage.waitAsTold(failed);
                canary.check(clock.now());
            }
            shown(failed, asked).thenAccept(out -> tell(failed, out));
        }

        private void tell(Undecided failed, Optional<Reason> out) {
            if (out.isPresent()) {
                outage.counted();
                complete(new Verdict.Unavailable(out.get()));
            } else {
                completeExceptionally(failed);
            }
        }
    }

    /** Where no canary is asked, an answer shows that it is back. */
    private void endOutage() {
        if (!outage.isOn()) {
            outage.tellEnd();
        } else if (canary.problem() == null) {
            outage.end();
        }
    }
}
