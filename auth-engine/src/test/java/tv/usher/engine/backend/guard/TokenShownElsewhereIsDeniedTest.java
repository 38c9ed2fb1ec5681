package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.TestingAuthority;

/** T46: whoever invents tokens unbinds nobody else's. */
class TokenShownElsewhereIsDeniedTest {

    private static final Verdict ALLOW = new Verdict.Allow(Grant.lasting(Duration.ofHours(1)));

    private final TestingAuthority portal = TestingAuthority.says("portal", ALLOW);
    private final BoundTokenAuthority bound =
            new BoundTokenAuthority(portal, new TokenBindings(List.of("token", "auth"), 10));

    @Test
    void whereItWasShownFirstItGoesOnBeingGood() {
        assertThat(judge("10.0.0.1", "/live/ch1/index.m3u8", "token=T")).isEqualTo(ALLOW);
        assertThat(judge("10.0.0.1", "/live/ch1/index.m3u8", "token=T")).isEqualTo(ALLOW);
        assertThat(judge("10.0.0.1", "/live/ch1/720p/index.m3u8", "token=T")).isEqualTo(ALLOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=T",
                "TOKEN=T",
                "tok%65n=T",
                "x=1&token=%54",
                "token=U&token=T",
                "a;token=T",
                "auth=V&token=T"
            })
    void elsewhereHoweverItIsSpelled(String query) {
        // Given
        judge("10.0.0.1", "/live/ch1/index.m3u8", "token=T");

        // When
        Verdict otherAddress = judge("10.0.0.2", "/live/ch1/index.m3u8", query);
        Verdict otherChannel = judge("10.0.0.1", "/live/ch2/index.m3u8", query);

        // Then
        assertThat(otherAddress).isInstanceOf(Verdict.Deny.class);
        assertThat(otherChannel).isInstanceOf(Verdict.Deny.class);
        assertThat(otherAddress.toString()).doesNotContain("T,", "=T");
        assertThat(portal.asks()).as("nobody is asked").isEqualTo(1);
    }

    @Test
    void aLoginThatAPluginReadIsBoundAsAToken() {
        // Given
        assertThat(bound.judge(login("portal", "anna", "10.0.0.1")).join()).isEqualTo(ALLOW);

        // Then
        assertThat(bound.judge(login("portal", "anna", "10.0.0.1")).join()).isEqualTo(ALLOW);
        assertThat(bound.judge(login("portal", "anna", "10.0.0.2")).join()).isInstanceOf(Verdict.Deny.class);
        assertThat(bound.judge(login("portal", "bert", "10.0.0.2")).join()).isEqualTo(ALLOW);
    }

    /** To it, the folders of a channel may look like one, which all who watch have. */
    @Test
    void aLoginThatAnotherPluginReadIsBoundNowhere() {
        assertThat(bound.judge(login("panel", "live", "10.0.0.1")).join()).isEqualTo(ALLOW);
        assertThat(bound.judge(login("panel", "live", "10.0.0.2")).join()).isEqualTo(ALLOW);
    }

    private static AccessRequest login(String plugin, String user, String client) {
        return AccessRequest.builder()
                .clientAddress(client)
                .path("/live/ch1/index.m3u8")
                .captures(Map.of(plugin + ".0", user, plugin + ".1", "secret"))
                .build();
    }

    @Test
    void aTokenOfAnotherBackendTakesNoPlace() {
        // Given
        TokenBindings bindings = new TokenBindings(List.of("token"), 10);
        TestingAuthority others = TestingAuthority.says("portal", new Verdict.Abstain("another's token"))
                .askingNobody();

        // When
        judge(new BoundTokenAuthority(others, bindings), "10.0.0.1", "/live/ch1/index.m3u8", "token=T");

        // Then
        assertThat(judge(new BoundTokenAuthority(portal, bindings), "10.0.0.2", "/live/ch1/index.m3u8", "token=T"))
                .isEqualTo(ALLOW);
    }

    @Test
    void theEmptyTokenIsNobodys() {
        judge("10.0.0.1", "/live/ch1/index.m3u8", "token=");
        assertThat(judge("10.0.0.2", "/live/ch1/index.m3u8", "token=")).isEqualTo(ALLOW);
        assertThat(judge("10.0.0.2", "/live/ch1/index.m3u8", "")).isEqualTo(ALLOW);
    }

    @Test
    void whoeverInventsTokensUnbindsNobodyElses() {
        // Given
        BoundTokenAuthority many = new BoundTokenAuthority(portal, new TokenBindings(List.of("token"), 100));
        for (int i = 0; i < 50; i++) {
            judge(many, "10.0.0." + i, "/live/ch1/index.m3u8", "token=T" + i);
        }

        // When
        for (int i = 0; i < 5_000; i++) {
            judge(many, "203.0.113.7", "/live/ch1/" + "x".repeat(i) + "/index.m3u8", "token=X" + i);
        }

        // Then
        for (int i = 0; i < 50; i++) {
            assertThat(judge(many, "10.0.1." + i, "/live/ch1/index.m3u8", "token=T" + i))
                    .as("token of viewer %d", i)
                    .isInstanceOf(Verdict.Deny.class);
        }
    }

    private Verdict judge(String client, String path, String query) {
        return judge(bound, client, path, query);
    }

    private static Verdict judge(BoundTokenAuthority asked, String client, String path, String query) {
        return asked.judge(AccessRequest.builder()
                        .clientAddress(client)
                        .path(path)
                        .query(query)
                        .build())
                .join();
    }
}
