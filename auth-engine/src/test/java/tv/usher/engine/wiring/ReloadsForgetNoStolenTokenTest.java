package tv.usher.engine.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.config.TestingConfigFile;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

class ReloadsForgetNoStolenTokenTest {

    private static final String BOUND = "bind-token: true, failures: {most: 2}";
    private static final Verdict ALLOW = new Verdict.Allow(Grant.lasting(Duration.ofHours(1)));

    @TempDir
    private Path folder;

    private final TokenGuards guards = new TokenGuards(new TestingClock());
    private Verdict said = ALLOW;

    @Test
    void aTokenStaysBoundToWhoShowedItFirst() throws Exception {
        // Given
        assertThat(reloaded(BOUND).judge(from("203.0.113.7")).join()).isEqualTo(ALLOW);

        // When
        Authority next = reloaded(BOUND);

        // Then
        assertThat(next.judge(from("198.51.100.1")).join())
                .isEqualTo(new Verdict.Deny(
                        ReasonCode.TOKEN_ELSEWHERE.with("token was first shown elsewhere (bind-token)")));
        assertThat(next.judge(from("203.0.113.7")).join()).isEqualTo(ALLOW);
    }

    @Test
    void whoWasBannedStaysBanned() throws Exception {
        // Given
        said = new Verdict.Deny("status 403");
        Authority before = reloaded(BOUND);
        for (int i = 0; i < 3; i++) {
            before.judge(from("203.0.113.7")).join();
        }
        said = ALLOW;

        // Then
        assertThat(reloaded(BOUND).judge(from("203.0.113.7")).join())
                .isEqualTo(new Verdict.Deny(
                        ReasonCode.TOO_MANY_DENIALS.with("too many denials of this address (failures)")));
    }

    @Test
    void otherKeysBeginAnew() throws Exception {
        // Given
        reloaded(BOUND).judge(from("203.0.113.7")).join();

        // Then
        assertThat(reloaded("bind-token: false").judge(from("198.51.100.1")).join())
                .isEqualTo(ALLOW);
        assertThat(reloaded(BOUND).judge(from("198.51.100.1")).join()).isEqualTo(ALLOW);
    }

    @Test
    void aReloadThatIsRefusedForgetsNobody() throws Exception {
        // Given
        assertThat(reloaded(BOUND).judge(from("203.0.113.7")).join()).isEqualTo(ALLOW);

        // When
        guarded("bind-token: false");

        // Then
        assertThat(reloaded(BOUND).judge(from("198.51.100.1")).join()).isInstanceOf(Verdict.Deny.class);
    }

    private Authority reloaded(String keys) throws Exception {
        TokenGuards.Guarded next = guarded(keys);
        next.inForce().run();
        return next.authorities().get("own");
    }

    private TokenGuards.Guarded guarded(String keys) throws Exception {
        UsherConfig config = new TestingConfigFile(folder).load("""
                on-unavailable: deny
                backends:
                  own: {type: http, address: "http://127.0.0.1:6000", %s}
                access: [{ask: [own]}]
                """.formatted(keys));
        Authority portal = TestingAuthority.saying("own", OnUnavailable.DENY, () -> said);
        return guards.around(Map.of("own", portal), config);
    }

    private static AccessRequest from(String address) {
        return AccessRequest.builder()
                .clientAddress(address)
                .path("/live/ch1/index.m3u8")
                .query("token=stolen")
                .build();
    }
}
