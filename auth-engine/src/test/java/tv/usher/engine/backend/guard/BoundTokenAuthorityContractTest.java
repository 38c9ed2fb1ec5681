package tv.usher.engine.backend.guard;

import java.util.List;
import java.util.stream.Stream;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.util.ReasonCode;

class BoundTokenAuthorityContractTest extends GuardContract<BoundTokenAuthority> {

    @Override
    protected BoundTokenAuthority around(Authority authority) {
        return new BoundTokenAuthority(authority, bindings());
    }

    @Override
    protected BoundTokenAuthority denying(Authority authority) {
        TokenBindings bindings = bindings();
        bindings.isElsewhere(
                AccessRequest.builder()
                        .clientAddress("203.0.113.9")
                        .query(REQUEST.query())
                        .build(),
                authority.name());
        return new BoundTokenAuthority(authority, bindings);
    }

    @Override
    protected Stream<Case<BoundTokenAuthority>> ownVerdicts() {
        return Stream.of(new Case<>(
                denying(TestingAuthority.says("portal", new Verdict.Abstain("not asked"))),
                REQUEST,
                new Verdict.Deny(ReasonCode.TOKEN_ELSEWHERE.with("token was first shown elsewhere (bind-token)"))));
    }

    private static TokenBindings bindings() {
        return new TokenBindings(List.of("token"), 1_000);
    }
}
