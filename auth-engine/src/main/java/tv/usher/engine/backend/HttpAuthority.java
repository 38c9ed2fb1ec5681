package tv.usher.engine.backend;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;
import tv.usher.engine.exchange.Exchange;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.util.DerivedFuture;
import tv.usher.engine.util.ReasonCode;

/** A plugin's translation and the exchange that asks. */
public final class HttpAuthority implements Authority {

    private static final Verdict NOT_ASKED =
            new Verdict.Abstain(ReasonCode.CANNOT_JUDGE.with("can't judge this viewer"));

    private final String name;
    private final Backend backend;
    private final List<Backend> atAddresses;
    private final Exchange exchange;
    private final OnUnavailable onUnavailable;
    private final Consumer<ExchangeFailure.Kind> failed;

    /**
     * @param atAddresses the backend once for each of its addresses, at least one, in the order of preference
     * @param failed is told why, each time that a question fails
     */
    public HttpAuthority(
            String name,
            List<Backend> atAddresses,
            Exchange exchange,
            OnUnavailable onUnavailable,
            Consumer<ExchangeFailure.Kind> failed) {
        this.name = name;
        this.backend = atAddresses.get(0);
        this.atAddresses = List.copyOf(atAddresses);
        this.exchange = exchange;
        this.onUnavailable = onUnavailable;
        this.failed = failed;
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
        try {
            return backend.canAskAgain();
        } catch (Throwable e) { // as below
            return false;
        }
    }

    /** Nothing is counted here; {@link tv.usher.engine.backend.guard.MeasuredAuthority} counts. */
    @Override
    public boolean isOut() {
        return false;
    }

    @Override
    public CompletableFuture<Verdict> judge(AccessRequest request) {
        try {
            List<BackendRequest> questions = questions(request);
            return questions.isEmpty()
                    ? CompletableFuture.completedFuture(NOT_ASKED)
                    : new DerivedFuture<>(exchange.ask(questions), this::counted);
        } catch (Throwable e) { // also a LinkageError or an overflowing stack: a plugin must not take the daemon down
            return CompletableFuture.completedFuture(pluginFailed(e));
        }
    }

    @Override
    public Preview preview(AccessRequest request) {
        try {
            List<BackendRequest> questions = questions(request);
            return questions.isEmpty() ? Preview.decided(NOT_ASKED) : Preview.asking(questions);
        } catch (Throwable e) { // as above
            return Preview.decided(pluginFailed(e));
        }
    }

    @Override
    public CompletableFuture<AnsweredVerdict> judgeWithAnswer(AccessRequest request) {
        try {
            List<BackendRequest> questions = questions(request);
            return questions.isEmpty()
                    ? CompletableFuture.completedFuture(AnsweredVerdict.of(NOT_ASKED))
                    : new DerivedFuture<>(exchange.ask(questions), this::heard);
        } catch (Throwable e) { // as above
            return CompletableFuture.completedFuture(AnsweredVerdict.of(pluginFailed(e)));
        }
    }

    @Override
    public CompletableFuture<AnsweredVerdict> judgeStranger() {
        try {
            return judgeWithAnswer(RandomViewer.of(backend));
        } catch (Throwable e) { // as above
            return CompletableFuture.completedFuture(AnsweredVerdict.of(pluginFailed(e)));
        }
    }

    /** The backends differ only in their address. So if one of them makes a request, all do. */
    private List<BackendRequest> questions(AccessRequest request) {
        Optional<BackendRequest> question = backend.toRequest(request);
        if (question.isEmpty()) {
            return List.of();
        }
        return atAddresses.size() == 1
                ? List.of(question.get())
                : atAddresses.stream()
                        .map(backend -> backend.toRequest(request).orElseThrow())
                        .toList();
    }

    private AnsweredVerdict heard(@Nullable BackendResponse response, @Nullable Throwable failure) {
        return new AnsweredVerdict(verdict(response, failure), Optional.ofNullable(response));
    }

    private Verdict counted(@Nullable BackendResponse response, @Nullable Throwable failure) {
        if (failure instanceof ExchangeFailure known) {
            failed.accept(known.kind());
        }
        return verdict(response, failure);
    }

    private Verdict verdict(@Nullable BackendResponse response, @Nullable Throwable failure) {
        if (response != null) {
            return interpret(response);
        }
        return new Verdict.Unavailable(
                failure instanceof ExchangeFailure known
                        ? known.reason()
                        : ReasonCode.INTERNAL_ERROR.with("failed: "
                                + (failure == null
                                        ? "no answer"
                                        : failure.getClass().getName())));
    }

    private Verdict interpret(BackendResponse response) {
        try {
            Verdict verdict = backend.interpret(response);
            return verdict == null
                    ? new Verdict.Unavailable(ReasonCode.PLUGIN_FAILED.with("plugin gave no verdict"))
                    : verdict;
        } catch (Throwable e) { // as above
            return pluginFailed(e);
        }
    }

    /** The place of the failure, without the exception's text, which may quote what the viewer sent. */
    private static Verdict pluginFailed(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        return new Verdict.Unavailable(
                ReasonCode.PLUGIN_FAILED.with("plugin failed: " + e.getClass().getName() + where));
    }
}
