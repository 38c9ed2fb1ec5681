package tv.usher.engine.check;

import java.util.concurrent.CompletableFuture;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Preview;

/** A check that has its verdict at once. */
abstract class ImmediateCheck extends Check {

    ImmediateCheck(String name) {
        super(name);
    }

    abstract Verdict verdictOn(AccessRequest request);

    @Override
    public final CompletableFuture<Verdict> judge(AccessRequest request) {
        return CompletableFuture.completedFuture(verdictOn(request));
    }

    /** This check never asks anybody. */
    @Override
    public final Preview preview(AccessRequest request) {
        return Preview.decided(verdictOn(request));
    }
}
