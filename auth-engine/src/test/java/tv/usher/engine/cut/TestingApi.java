package tv.usher.engine.cut;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An API that answers as the test says, and notes what it was asked. */
final class TestingApi implements ApiCalls {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Duration> times = new CopyOnWriteArrayList<>();
    private volatile Function<Call, CompletableFuture<Answer>> answers =
            call -> CompletableFuture.completedFuture(new Answer(200, "{\"code\":0}"));

    void answers(Function<Call, CompletableFuture<Answer>> answers) {
        this.answers = answers;
    }

    void answers(int status, String body) {
        answers(call -> CompletableFuture.completedFuture(new Answer(status, body)));
    }

    @Override
    public CompletableFuture<Answer> send(Call call, Duration within) {
        asked.add(call.toString());
        times.add(within);
        return answers.apply(call);
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
