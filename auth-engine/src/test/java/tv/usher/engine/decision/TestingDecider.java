package tv.usher.engine.decision;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Location;
import tv.usher.api.Verdict;
import tv.usher.engine.util.ReasonCode;

/** Decides what a test tells it to, and remembers the questions. */
public final class TestingDecider implements Decider {

    public static final Grant NOBODY = Decision.NO_GRANT;

    private final Function<AccessRequest, CompletableFuture<Decision>> answers;
    private final List<AccessRequest> questions = new CopyOnWriteArrayList<>();
    private final List<AccessRequest> ended = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Decision>> decisions = new CopyOnWriteArrayList<>();

    private TestingDecider(Function<AccessRequest, CompletableFuture<Decision>> answers) {
        this.answers = answers;
    }

    /** Decides on the asking thread; what the function throws is thrown. */
    public static TestingDecider deciding(Function<AccessRequest, Decision> answers) {
        return answering(request -> CompletableFuture.completedFuture(answers.apply(request)));
    }

    public static TestingDecider answering(Function<AccessRequest, CompletableFuture<Decision>> answers) {
        return new TestingDecider(answers);
    }

    public static TestingDecider allowing() {
        return deciding(request -> allowed(Decision.NO_GRANT));
    }

    /** Decides nothing until the test completes {@link #decisions()}. */
    public static TestingDecider hanging() {
        return answering(request -> new CompletableFuture<>());
    }

    public static Decision allowed(Grant grant) {
        return new Decision(Answer.ALLOW, new Verdict.Allow(grant), "test", "testing", grant, null);
    }

    public static Decision denied() {
        return Decision.refused("test", ReasonCode.DENIED.with("because"));
    }

    public static Decision deniedToward(String address) {
        return denied().redirectedTo(new Location(address));
    }

    public static Decision undecided() {
        return Decision.failed("because");
    }

    @Override
    public CompletableFuture<Decision> decide(DecisionRequest decisionRequest) {
        AccessRequest request = decisionRequest.request();
        questions.add(request);
        CompletableFuture<Decision> decision = answers.apply(request);
        decisions.add(decision);
        return decision;
    }

    @Override
    public void end(DecisionRequest decisionRequest) {
        ended.add(decisionRequest.request());
    }

    /** What is over, in order. */
    public List<AccessRequest> ended() {
        return List.copyOf(ended);
    }

    /** What was asked, in order. */
    public List<AccessRequest> questions() {
        return List.copyOf(questions);
    }

    /** What was handed out; a question that was given up shows as cancelled here. */
    public List<CompletableFuture<Decision>> decisions() {
        return List.copyOf(decisions);
    }
}
