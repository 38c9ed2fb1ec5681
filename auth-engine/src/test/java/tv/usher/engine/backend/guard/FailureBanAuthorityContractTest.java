package tv.usher.engine.backend.guard;

import java.time.Duration;
import java.util.stream.Stream;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.FailureSettings;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

class FailureBanAuthorityContractTest extends GuardContract<FailureBanAuthority> {

    /** Fewer than the looks that leave no trace, more than any case's questions. */
    private static final int MOST = 450;

    @Override
    protected FailureBanAuthority around(Authority authority) {
        return new FailureBanAuthority(authority, bans(MOST));
    }

    @Override
    protected FailureBanAuthority denying(Authority authority) {
        FailureBans bans = bans(1);
        bans.denied(REQUEST);
        bans.denied(REQUEST);
        return new FailureBanAuthority(authority, bans);
    }

    @Override
    protected Stream<Case<FailureBanAuthority>> ownVerdicts() {
        return Stream.of(new Case<>(
                denying(TestingAuthority.says("portal", new Verdict.Abstain("not asked"))),
                REQUEST,
                new Verdict.Deny(ReasonCode.TOO_MANY_DENIALS.with("too many denials of this address (failures)"))));
    }

    private static FailureBans bans(int most) {
        return new FailureBans(
                new FailureSettings(most, Duration.ofMinutes(1), Duration.ofMinutes(10), 1_000), new TestingClock());
    }
}
