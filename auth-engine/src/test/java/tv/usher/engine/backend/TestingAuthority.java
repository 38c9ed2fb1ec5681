package tv.usher.engine.backend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;

/** An authority that says what a test tells it to, at once or when the test completes {@link #asked()}. */
public final class TestingAuthority implements Authority {

    private final String name;
    private final OnUnavailable onUnavailable;
    private final Supplier<CompletableFuture<Verdict>> verdicts;
    private final List<AccessRequest> questions = Collections.synchronizedList(new ArrayList<>());
    private final List<CompletableFuture<Verdict>> asked = Collections.synchronizedList(new ArrayList<>());

    private volatile boolean canAskAgain;
    private volatile boolean asksNobody;
    private volatile boolean out;
    private volatile int maxUnverified = Integer.MAX_VALUE;
    private volatile int maxUnverifiedOfAddress = Integer.MAX_VALUE;

    private TestingAuthority(String name, OnUnavailable onUnavailable, Supplier<CompletableFuture<Verdict>> verdicts) {
        this.name = name;
        this.onUnavailable = onUnavailable;
        this.verdicts = verdicts;
    }

    /** Says the same to everybody, at once. */
    public static TestingAuthority says(String name, Verdict verdict) {
        return says(name, OnUnavailable.DENY, verdict);
    }

    public static TestingAuthority says(String name, OnUnavailable onUnavailable, Verdict verdict) {
        return new TestingAuthority(name, onUnavailable, () -> CompletableFuture.completedFuture(verdict));
    }

    /** Says whatever the test's supplier says at that time. */
    public static TestingAuthority saying(String name, OnUnavailable onUnavailable, Supplier<Verdict> verdict) {
        return new TestingAuthority(name, onUnavailable, () -> CompletableFuture.completedFuture(verdict.get()));
    }

    /** Says nothing until the test completes the question. */
    public static TestingAuthority hangs(String name) {
        return hangs(name, OnUnavailable.DENY);
    }

    public static TestingAuthority hangs(String name, OnUnavailable onUnavailable) {
        return new TestingAuthority(name, onUnavailable, CompletableFuture::new);
    }

    /** Breaks the promise of {@link Authority#judge}, as a bug would. */
    public static TestingAuthority fails(String name, OnUnavailable onUnavailable, RuntimeException bug) {
        return new TestingAuthority(name, onUnavailable, () -> CompletableFuture.failedFuture(bug));
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
        return canAskAgain;
    }

    /** From now on, whom it allowed can be asked about again. */
    public TestingAuthority askedAgain() {
        canAskAgain = true;
        return this;
    }

    @Override
    public boolean isOut() {
        return out;
    }

    @Override
    public int maxUnverified() {
        return maxUnverified;
    }

    /** From now on, so many may be let in unverified. */
    public TestingAuthority maxUnverified(int most) {
        maxUnverified = most;
        return this;
    }

    @Override
    public int maxUnverifiedOfAddress() {
        return maxUnverifiedOfAddress;
    }

    /** From now on, so many of those may be of one address. */
    public TestingAuthority maxUnverifiedOfAddress(int most) {
        maxUnverifiedOfAddress = most;
        return this;
    }

    /** From now on an outage of it goes on, or is over. */
    public void out(boolean out) {
        this.out = out;
    }

    @Override
    public CompletableFuture<Verdict> judge(AccessRequest request) {
        questions.add(request);
        CompletableFuture<Verdict> verdict = verdicts.get();
        asked.add(verdict);
        return verdict;
    }

    /** From now on its preview says what {@link #judge} would, as of a check without a middleware. Its verdicts have to be there at once. */
    public TestingAuthority askingNobody() {
        asksNobody = true;
        return this;
    }

    @Override
    public Preview preview(AccessRequest request) {
        return asksNobody ? Preview.decided(verdicts.get().join()) : Authority.super.preview(request);
    }

    @Override
    public CompletableFuture<AnsweredVerdict> judgeStranger() {
        return judgeWithAnswer(AccessRequest.builder().query("token=stranger").build());
    }

    /** How often it was asked. */
    public int asks() {
        return questions.size();
    }

    /** What was asked, in order. */
    public List<AccessRequest> questions() {
        synchronized (questions) {
            return List.copyOf(questions);
        }
    }

    /** What was handed out, in the order of the questions; a question that was given up shows as cancelled here. */
    public List<CompletableFuture<Verdict>> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }
}
