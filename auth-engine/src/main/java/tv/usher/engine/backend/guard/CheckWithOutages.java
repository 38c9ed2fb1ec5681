package tv.usher.engine.backend.guard;

import java.util.concurrent.CompletableFuture;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;

/** A check without a middleware that may lack what it judges by. Somebody else begins and ends its outage. */
public final class CheckWithOutages extends ForwardingAuthority {

    private final Outage outage;

    public CheckWithOutages(Authority check, Outage outage) {
        super(check);
        this.outage = outage;
    }

    @Override
    public boolean isOut() {
        return outage.isOn();
    }

    @Override
    public CompletableFuture<Verdict> judge(AccessRequest request) {
        CompletableFuture<Verdict> verdict = super.judge(request);
        verdict.thenAccept(said -> {
            if (said instanceof Verdict.Unavailable && outage.isOn()) {
                outage.counted();
            }
        });
        return verdict;
    }
}
