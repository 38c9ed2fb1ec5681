package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.FailureSettings;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

class WhoTriesTokensIsBannedTest {

    private static final Verdict DENY = new Verdict.Deny("status 403");
    private static final Verdict ALLOW = new Verdict.Allow(Grant.lasting(Duration.ofHours(1)));
    private static final Verdict BANNED =
            new Verdict.Deny(ReasonCode.TOO_MANY_DENIALS.with("too many denials of this address (failures)"));
    private static final Duration BAN = Duration.ofMinutes(10);
    private static final int MAX_ADDRESSES = 100;

    private final TestingClock clock = new TestingClock();
    private final AtomicReference<Verdict> verdict = new AtomicReference<>(DENY);
    private final TestingAuthority portal = TestingAuthority.saying("portal", OnUnavailable.DENY, verdict::get);
    private final FailureBanAuthority guarded = new FailureBanAuthority(
            portal, new FailureBans(new FailureSettings(3, Duration.ofMinutes(1), BAN, MAX_ADDRESSES), clock));

    @Test
    void afterMoreDenialsThanAllowedAndThenNobodyIsAsked() {
        // Given
        bans("10.0.0.1");
        verdict.set(ALLOW);

        // Then
        assertThat(judge("10.0.0.1")).isEqualTo(BANNED);
        assertThat(judge("::ffff:10.0.0.1")).as("the same address").isEqualTo(BANNED);
        assertThat(portal.asks()).isEqualTo(4);
        assertThat(judge("10.0.0.2")).isEqualTo(ALLOW);
    }

    @Test
    void forTheTimeOfTheBan() {
        // Given
        bans("10.0.0.1");
        verdict.set(ALLOW);

        // When
        clock.passes(BAN.minusNanos(1));
        Verdict before = judge("10.0.0.1");
        clock.passes(Duration.ofNanos(1));

        // Then
        assertThat(before).isEqualTo(BANNED);
        assertThat(judge("10.0.0.1")).isEqualTo(ALLOW);
    }

    @Test
    void denialsNowAndThenAreBorne() {
        for (int i = 0; i < 20; i++) {
            assertThat(judge("10.0.0.1")).isEqualTo(DENY);
            clock.passes(Duration.ofSeconds(20));
        }
    }

    @Test
    void neitherAllowsNorOutagesCount() {
        verdict.set(new Verdict.Unavailable("timeout"));
        for (int i = 0; i < 20; i++) {
            judge("10.0.0.1");
        }
        verdict.set(ALLOW);
        for (int i = 0; i < 20; i++) {
            assertThat(judge("10.0.0.1")).isEqualTo(ALLOW);
        }
    }

    /** Else a middleware that fails for a minute would have most viewers banned for ten. */
    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void norDoesAMiddlewareThatFails(int status) {
        verdict.set(Verdict.Deny.byStatus(BackendResponse.of(status)));
        for (int i = 0; i < 20; i++) {
            assertThat(judge("10.0.0.1")).isEqualTo(verdict.get());
        }
    }

    @Test
    void butOneThatSendsAWrongTokenToItsLogin() {
        // Given
        Verdict login =
                Verdict.Deny.byStatus(BackendResponse.of(302).header("Location", "https://portal.example.com/login"));
        verdict.set(login);

        // When
        for (int i = 0; i < 20; i++) {
            judge("10.0.0.1");
        }

        // Then
        assertThat(judge("10.0.0.1")).isNotEqualTo(login);
    }

    @Test
    void aCustomerWithManyAddressesIsOne() {
        // When
        for (int i = 0; i < 4; i++) {
            judge("2001:db8:1:2::" + i);
        }

        // Then
        assertThat(judge("2001:db8:1:2:ffff::1")).isEqualTo(BANNED);
        assertThat(judge("2001:db8:1:3::1")).isEqualTo(DENY);
    }

    /** T24. */
    @Test
    void noFloodOfAddressesTurnsABanIntoAnAllow() {
        // Given
        bans("10.0.0.1");

        // When
        for (int i = 0; i < 100_000; i++) {
            judge("172.16." + i / 250 % 250 + "." + i % 250);
        }
        verdict.set(ALLOW);

        // Then
        assertThat(judge("10.0.0.1")).isEqualTo(BANNED);
    }

    @Test
    void hisGuessesAtAListAreNotLeftToOthersDuringTheBan() {
        // Given
        portal.askingNobody();
        verdict.set(new Verdict.Abstain(ReasonCode.NOT_LISTED.with("token is not listed")));

        // When
        for (int i = 0; i < 4; i++) {
            assertThat(judge("10.0.0.1")).isEqualTo(verdict.get());
        }

        // Then
        assertThat(judge("10.0.0.1")).isEqualTo(BANNED);
    }

    @Test
    void whoHasNoAddressIsAskedAbout() {
        for (int i = 0; i < 10; i++) {
            assertThat(judge("")).isEqualTo(DENY);
        }
    }

    private void bans(String client) {
        for (int i = 0; i < 4; i++) {
            assertThat(judge(client)).isEqualTo(DENY);
        }
    }

    private Verdict judge(String client) {
        return guarded.judge(AccessRequest.builder().clientAddress(client).build())
                .join();
    }
}
