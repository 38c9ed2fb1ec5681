package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Header;
import tv.usher.engine.decision.TestingDecider;

class DeniedViewersGoElsewhereTest {

    private static final String PROMO = "https://tv.example.com/promo/index.m3u8?from=usher";
    private static final Header LOCATION = new Header("Location", PROMO);
    private static final Header REASON = new Header("X-Denied-Reason", "denied");
    private static final Header X_LOCATION = new Header("X-Location", PROMO);
    private static final AccessRequest REQUEST = AccessRequest.builder().build();

    @ParameterizedTest
    @CsvSource({"/cesbo, 403", "/, 403", "/nginx, 403", "/forward-auth, 302", "/envoy/, 302"})
    void inTheWordsOfTheCaller(String path, int status) {
        // When
        Reply reply = TestingDialects.speaking().at(path).write(REQUEST, TestingDecider.deniedToward(PROMO));

        // Then
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.headers()).contains(X_LOCATION);
        assertThat(reply.headers().contains(LOCATION)).isEqualTo(status == 302);
    }

    @Test
    void withARealRedirectForAstraIfConfigured() {
        Dialect cesbo =
                TestingDialects.with().cesboRedirect(Redirect.FOUND).dialects().at("/cesbo");

        assertThat(cesbo.write(REQUEST, TestingDecider.deniedToward(PROMO)))
                .isEqualTo(new Reply(302, List.of(REASON, LOCATION, X_LOCATION)));
        assertThat(cesbo.write(REQUEST, TestingDecider.denied())).isEqualTo(new Reply(403, List.of(REASON)));
    }

    /** nginx may keep an answer for the next viewer only if it was told how long. */
    @Test
    void withoutBeingCached() {
        Reply reply = TestingDialects.speaking().at("/nginx").write(REQUEST, TestingDecider.deniedToward(PROMO));

        assertThat(reply.headers()).contains(new Header("Cache-Control", "no-store"));
    }

    /** A redirect lets viewers in there (nginx-rtmp, old versions of Flussonic), or there is none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/flussonic",
                "/mediamtx",
                "/srs",
                "/ome",
                "/nginx-rtmp",
                "/zlmediakit/on_play",
                "/mistserver",
                "/antmedia/play"
            })
    void andElsewhereAreDenied(String path) {
        Dialect dialect = TestingDialects.with().omeSecret("1234").dialects().at(path);

        assertThat(dialect.write(REQUEST, TestingDecider.deniedToward(PROMO)))
                .isEqualTo(dialect.write(REQUEST, TestingDecider.denied()));
    }
}
