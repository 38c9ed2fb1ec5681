package tv.usher.engine.backend;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Verdict;
import tv.usher.engine.exchange.Exchange;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DerivedFuture;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.Undecided;

/** A plugin's translation and the exchange that asks. */
public final class HttpAuthority implements Authority {

    private static final Verdict NOT_ASKED =
            new Verdict.Abstain(ReasonCode.CANNOT_JUDGE.with("can't judge this viewer"));

    private final String name;
    private final GuardedPlugin plugin;
    private final Exchange exchange;
    private final OnUnavailable onUnavailable;
    private final Function<BackendResponse, Optional<ExchangeFailure>> failing;
    private final Watch watch;
    private final boolean identifies;

    /** Hears what goes wrong. */
    public interface Watch {

        /** A question failed. */
        void failed(ExchangeFailure.Kind why);

        /** The plugin did something that it must not do. */
        void pluginFault();
    }

    /**
     * @param atAddresses the backend once for each of its addresses, at least one, in the order of preference
     * @param servers     where each of them may ask; empty if the configuration doesn't say
     * @param failing     why an answer says nothing of the viewer; empty for all others
     */
    public HttpAuthority(
            String name,
            List<Backend> atAddresses,
            List<Endpoint> servers,
            Exchange exchange,
            OnUnavailable onUnavailable,
            Function<BackendResponse, Optional<ExchangeFailure>> failing,
            Watch watch) {
        this.name = name;
        this.plugin = new GuardedPlugin(name, atAddresses, servers, watch::pluginFault, Clock.system());
        this.exchange = exchange;
        this.onUnavailable = onUnavailable;
        this.failing = failing;
        this.watch = watch;
        this.identifies = plugin.identifiesStrangers();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OnUnavailable onUnavailable() {
        return onUnavailable;
    }

    @Override
    public boolean canAskAgain() {
        return plugin.canAskAgain();
    }

    /** What {@link #canAskAgain()} of an authority with these would be. */
    public static boolean canAskAgain(List<Backend> atAddresses) {
        return GuardedPlugin.canAskAgain(atAddresses);
    }

    @Override
    public boolean identifiesViewers() {
        return identifies;
    }

    /** What goes wrong here goes wrong once more when it is asked, and is told then. */
    @Override
    public List<String> identity(AccessRequest request) {
        try {
            return plugin.identity(request);
        } catch (Undecided e) {
            return List.of();
        }
    }

    /** One question can't show that; {@link tv.usher.engine.backend.guard.ConfirmedAuthority} knows more. */
    @Override
    public boolean isOut() {
        return false;
    }

    @Override
    public int maxRenewals() {
        return exchange.maxInBackground();
    }

    @Override
    public CompletableFuture<Verdict> judge(AccessRequest request) {
        try {
            List<BackendRequest> questions = plugin.questions(request);
            return questions.isEmpty()
                    ? CompletableFuture.completedFuture(NOT_ASKED)
                    : new DerivedFuture<>(
                            exchange.ask(questions, request.clientAddress()),
                            (response, failure) -> judged(request, response, failure));
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Preview preview(AccessRequest request) {
        try {
            List<BackendRequest> questions = plugin.questions(request);
            return questions.isEmpty() ? Preview.decided(NOT_ASKED) : Preview.asking(questions);
        } catch (Undecided e) {
            return Preview.undecided(e);
        }
    }

    @Override
    public CompletableFuture<AnsweredVerdict> judgeWithAnswer(AccessRequest request) {
        return ask(() -> request, questions -> exchange.ask(questions, request.clientAddress()));
    }

    @Override
    public CompletableFuture<AnsweredVerdict> judgeStranger() {
        return ask(plugin::stranger, questions -> exchange.ask(questions, ""));
    }

    /** As {@link #judgeStranger()}, with a timeout of its own. */
    public CompletableFuture<AnsweredVerdict> judgeStranger(Duration timeout) {
        return ask(plugin::stranger, questions -> exchange.ask(questions, timeout));
    }

    private interface Viewer {
        AccessRequest request() throws Undecided;
    }

    private CompletableFuture<AnsweredVerdict> ask(
            Viewer viewer, Function<List<BackendRequest>, CompletableFuture<BackendResponse>> asking) {
        try {
            AccessRequest request = viewer.request();
            List<BackendRequest> questions = plugin.questions(request);
            return questions.isEmpty()
                    ? CompletableFuture.completedFuture(AnsweredVerdict.of(NOT_ASKED))
                    : new DerivedFuture<>(
                            asking.apply(questions), (response, failure) -> heard(request, response, failure));
        } catch (Throwable e) {
            return CompletableFuture.completedFuture(AnsweredVerdict.of(new Undecided(Undecided.reasonOf(e))));
        }
    }

    private AnsweredVerdict heard(
            AccessRequest request, @Nullable BackendResponse response, @Nullable Throwable failure) {
        try {
            return AnsweredVerdict.of(verdict(request, response, failure), Optional.ofNullable(response));
        } catch (Throwable e) {
            return AnsweredVerdict.of(
                    e instanceof Undecided it ? it : new Undecided(Undecided.reasonOf(e)),
                    Optional.ofNullable(response));
        }
    }

    private Verdict judged(AccessRequest request, @Nullable BackendResponse response, @Nullable Throwable failure)
            throws Throwable {
        try {
            return verdict(request, response, failure);
        } catch (ExchangeFailure e) {
            watch.failed(e.kind());
            throw e;
        }
    }

    private Verdict verdict(AccessRequest request, @Nullable BackendResponse response, @Nullable Throwable failure)
            throws Throwable {
        if (response == null) {
            throw failure == null ? new IllegalStateException("no answer") : failure;
        }
        Optional<ExchangeFailure> fails = failing.apply(response);
        if (fails.isPresent()) {
            throw fails.get();
        }
        Verdict verdict = plugin.interpret(request, response);
        if (verdict instanceof Verdict.Unavailable notItsAnswer) {
            throw new UnusableAnswer(notItsAnswer.reason());
        }
        return verdict;
    }
}
