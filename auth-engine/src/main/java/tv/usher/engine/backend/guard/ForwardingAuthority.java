package tv.usher.engine.backend.guard;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.AnsweredVerdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.Preview;

/** Forwards all to another authority; a guard overrides what it changes. */
public abstract class ForwardingAuthority implements Authority {

    private final Authority authority;

    protected ForwardingAuthority(Authority authority) {
        this.authority = authority;
    }

    @Override
    public String name() {
        return authority.name();
    }

    @Override
    public OnUnavailable onUnavailable() {
        return authority.onUnavailable();
    }

    @Override
    public boolean canAskAgain() {
        return authority.canAskAgain();
    }

    @Override
    public boolean isOut() {
        return authority.isOut();
    }

    @Override
    public int maxUnverified() {
        return authority.maxUnverified();
    }

    @Override
    public int maxUnverifiedOfAddress() {
        return authority.maxUnverifiedOfAddress();
    }

    @Override
    public int maxRenewals() {
        return authority.maxRenewals();
    }

    @Override
    public boolean identifiesViewers() {
        return authority.identifiesViewers();
    }

    @Override
    public List<String> identity(AccessRequest request) {
        return authority.identity(request);
    }

    @Override
    public CompletableFuture<Verdict> judge(AccessRequest request) {
        return authority.judge(request);
    }

    @Override
    public Preview preview(AccessRequest request) {
        return authority.preview(request);
    }

    @Override
    public CompletableFuture<AnsweredVerdict> judgeWithAnswer(AccessRequest request) {
        return authority.judgeWithAnswer(request);
    }

    @Override
    public CompletableFuture<AnsweredVerdict> judgeStranger() {
        return authority.judgeStranger();
    }
}
