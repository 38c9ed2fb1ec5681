package tv.usher.engine.exchange;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Header;

/**
 * An exchange without a network. Each question takes the next outcome of the script; the last one stays for all that follow. A test
 * that completes answers itself scripts {@link #hangs()} and takes them from {@link #answers()}.
 */
public final class TestingExchange implements Exchange {

    private final Deque<Supplier<CompletableFuture<BackendResponse>>> script = new ArrayDeque<>();
    private final List<BackendRequest> questions = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<BackendResponse>> answers = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    public TestingExchange answers(int status, Header... headers) {
        return answers(BackendResponse.of(status).headers(List.of(headers)));
    }

    public TestingExchange answers(BackendResponse response) {
        return then(() -> CompletableFuture.completedFuture(response));
    }

    public TestingExchange fails(ExchangeFailure.Kind kind) {
        return fails(new ExchangeFailure(kind, "scripted " + kind));
    }

    public TestingExchange fails(ExchangeFailure failure) {
        return then(() -> CompletableFuture.failedFuture(failure));
    }

    /** Forgets what is scripted, so that what follows comes next. */
    public synchronized TestingExchange instead() {
        script.clear();
        return this;
    }

    /** Never answers, unless the test completes the future. */
    public TestingExchange hangs() {
        return then(CompletableFuture::new);
    }

    /** Breaks the contract of {@link Exchange}, as a bug would. */
    public TestingExchange throwsFromAsk(RuntimeException bug) {
        return then(() -> {
            throw bug;
        });
    }

    /** Breaks the contract of {@link Exchange} in whatever way. */
    public TestingExchange does(Supplier<CompletableFuture<BackendResponse>> bug) {
        return then(bug);
    }

    private synchronized TestingExchange then(Supplier<CompletableFuture<BackendResponse>> outcome) {
        script.add(outcome);
        return this;
    }

    @Override
    public CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses, String client) {
        questions.add(addresses.get(0));
        CompletableFuture<BackendResponse> answer = nextOutcome().get();
        answers.add(answer);
        return answer;
    }

    @Override
    public CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses, Duration timeout) {
        return ask(addresses, "");
    }

    private synchronized Supplier<CompletableFuture<BackendResponse>> nextOutcome() {
        if (script.isEmpty()) {
            throw new AssertionError("asked, but nothing is scripted");
        }
        return script.size() > 1 ? script.remove() : script.element();
    }

    /** What was asked, in order. */
    public List<BackendRequest> questions() {
        return List.copyOf(questions);
    }

    /** What was handed out, in the order of the questions; a question that was given up shows as cancelled here. */
    public List<CompletableFuture<BackendResponse>> answers() {
        return List.copyOf(answers);
    }

    @Override
    public boolean isIdle() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }
}
