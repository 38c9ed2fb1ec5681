package tv.usher.engine.cut;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;

/** An API that answers as the test says, and notes what it was asked. */
final class TestingApi implements ApiCalls {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Duration> times = new CopyOnWriteArrayList<>();
    private volatile Function<BackendRequest, CompletableFuture<BackendResponse>> answers =
            request -> CompletableFuture.completedFuture(BackendResponse.of(200).body("{\"code\":0}"));

    void answers(Function<BackendRequest, CompletableFuture<BackendResponse>> answers) {
        this.answers = answers;
    }

    void answers(int status, String body) {
        answers(request ->
                CompletableFuture.completedFuture(BackendResponse.of(status).body(body)));
    }

    @Override
    public CompletableFuture<BackendResponse> send(String method, BackendRequest request, Duration within) {
        asked.add(method + ' ' + request.endpoint().origin() + request.target());
        times.add(within);
        return answers.apply(request);
    }

    /** Method and address of each question. */
    List<String> asked() {
        return asked;
    }

    /** How much time each question was given. */
    List<Duration> times() {
        return times;
    }
}
