package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Header;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.util.ReasonCode;

/** T65: as a code, and to viewers only what doesn't help to guess a token or a password. */
class DenialsTellWhatIsInTheWayTest {

    private static final AccessRequest REQUEST =
            AccessRequest.builder().path("/live/ch1/index.m3u8").build();

    @ParameterizedTest
    @CsvSource({
        "/cesbo, over-limit, over-limit",
        "/cesbo, wrong-password, wrong-password",
        "/nginx, channel-full, channel-full",
        "/nginx, not-listed, not-listed",
        "/forward-auth, over-limit, over-limit",
        "/forward-auth, channel-full, channel-full",
        "/forward-auth, session-replaced, session-replaced",
        "/forward-auth, wrong-password, denied",
        "/forward-auth, not-listed, denied",
        "/envoy/, token-over-limit, token-over-limit",
        "/envoy/, link-forged, denied"
    })
    void inWhatTheCallerIsTold(String path, String code, String told) {
        Decision denied =
                Decision.refused("everyone", ReasonCode.of(code).orElseThrow().with("a text for operators"));

        Reply reply = TestingDialects.speaking().at(path).write(REQUEST, denied);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.headers()).contains(new Header("X-Denied-Reason", told));
        assertThat(reply.toString()).doesNotContain("a text for operators");
    }

    /** Who hears more than "denied" has been allowed by a backend. */
    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void whatViewersHearIsAboutLimits(ReasonCode code) {
        boolean limits =
                code.code().contains("limit") || code.code().contains("full") || code == ReasonCode.SESSION_REPLACED;

        assertThat(code.isForViewers() && !limits).isFalse();
    }
}
