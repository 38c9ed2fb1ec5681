package tv.usher.engine.check;

import static tv.usher.engine.check.TestingLists.GRANT;
import static tv.usher.engine.check.TestingLists.NOW;
import static tv.usher.engine.check.TestingLists.viewer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tv.usher.api.Grant;
import tv.usher.api.Secret;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.AuthorityContract;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

class TokensContractTest extends AuthorityContract<Tokens> {

    @Override
    protected List<Case<Tokens>> cases() {
        TokenEntry anna = TestingLists.token("t0ken", "anna");
        TokenEntry bert = new TokenEntry(
                Secret.of("another"), "bert", TestingLists.ranges("10.0.0.0/8"), Optional.empty(), Optional.empty());
        Map<String, Entitlement> byHash = Map.of(anna.hash(), anna.terms(), bert.hash(), bert.terms());
        Tokens tokens = new Tokens("partners", TestingLists.tokens(anna, bert), () -> byHash, TestingClock.at(NOW));
        return List.of(
                new Case<>(
                        tokens,
                        viewer("token=t0ken"),
                        new Verdict.Allow(Grant.lasting(GRANT).user("anna"))),
                new Case<>(
                        tokens,
                        viewer("token=another"),
                        new Verdict.Deny(ReasonCode.WRONG_ADDRESS.with("bert may not play from this address"))),
                new Case<>(
                        tokens,
                        viewer("token=somebody-elses"),
                        new Verdict.Abstain(ReasonCode.NOT_LISTED.with("token is not listed"))),
                new Case<>(tokens, viewer(""), new Verdict.Abstain(ReasonCode.NO_TOKEN.with("no token"))));
    }

    @Override
    protected Set<Class<? extends Verdict>> neverGiven() {
        return Set.of(Verdict.Unavailable.class);
    }

    @Override
    protected Optional<Hanging<Tokens>> hanging() {
        return Optional.empty();
    }
}
