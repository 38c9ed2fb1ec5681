package tv.usher.engine.explain;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import tv.usher.engine.dialect.Call;

/** Finds that one middleware allows; tells the call's target as the path, and a header as the user agent. */
public final class TestingExplaining implements Explaining {

    @Override
    public CompletableFuture<Explanation> explain(Call call, boolean ask) {
        Explanation.BackendAnswer heard = ask
                ? new Explanation.BackendAnswer("allow", "", "", 200, false, "42", 7, false)
                : Explanation.BackendAnswer.NOTHING;
        Explanation.PlannedCall question = new Explanation.PlannedCall(
                "GET", "http://mw.example.com/check?token=***", List.of("X-Real-Ip: 203.0.113.7"));
        return CompletableFuture.completedFuture(new Explanation(
                new Explanation.Caller("cesbo", call.caller(), true),
                "",
                new Explanation.Request(
                        "play", "", "203.0.113.7", "", call.target(), "", "", "", call.header("User-Agent"), "", ""),
                List.of(new Explanation.Rule(1, "office", "address"), new Explanation.Rule(2, "everyone", "")),
                0,
                new Explanation.Memory("nothing", "", 0),
                "any-allows",
                List.of(new Explanation.Backend("own", "deny", "", List.of(question), heard)),
                List.of("new"),
                new Explanation.Outcome(ask ? "allow" : "", ask ? 200 : 0, "everyone", ask ? "own" : "", "", "")));
    }
}
