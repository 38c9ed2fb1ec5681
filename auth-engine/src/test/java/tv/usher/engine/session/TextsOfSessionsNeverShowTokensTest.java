package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.AccessRequest;
import tv.usher.engine.journal.DecisionRecord;
import tv.usher.engine.net.Captures;
import tv.usher.engine.util.TestingClock;

/** T18: what is written of a session, anywhere, has no token in it. */
class TextsOfSessionsNeverShowTokensTest {

    private static final String TOKEN = "c0ffee5ec12e7";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();
    private final Sessions sessions =
            TestingSessions.of(TestingSessions.settings(), clock.clock(), store, new SessionMetrics(registry));

    @Test
    void namesOfViewings() {
        AccessRequest request = AccessRequest.builder().query("token=" + TOKEN).build();
        assertThat(List.of(
                        new Viewing.Name(Viewings.FOLLOW, "", TOKEN, "203.0.113.7", "VLC"),
                        new Viewing.Name(Viewings.SESSION, TOKEN, "", "203.0.113.7", "VLC"),
                        new Viewings(TestingSessions.keyHash(), TestingSessions.settings())
                                .of("nginx", "everyone", request, "", null)))
                .allSatisfy(text -> assertThat(text.toString()).doesNotContain(TOKEN));
    }

    /** T60: a media server that names the stream by its path tells once more what was captured there. */
    @ParameterizedTest
    @CsvSource({
        "/live/c0ffee5ec12e7/news, c0ffee5ec12e7, live/c0ffee5ec12e7/news, live/***/news",
        "/live/c0ffee5ec12e7/news, c0ffee5ec12e7, /live/c0ffee5ec12e7/news, /live/***/news",
        "/live/c0ffee5ec12e7/news, c0ffee5ec12e7, c0ffee5ec12e7, ***",
        "/live/c0ffee5ec12e7/news, c0ffee5ec12e7, '', /live/***/news/",
        "/live/key-c0ffee5ec12e7, c0ffee5ec12e7, live/key-c0ffee5ec12e7, live/key-***",
        "/live/%D0%90%20b/news, %D0%90%20b, live/\u00d0\u0090 b/news, live/***/news",
        "/live/1/sport1, 1, live/1/sport1, live/***/sport1",
        "/live/1/sport1, 1, sport1, sport1",
        "/live/%D0%9A1, %D0%9, sport1, sport1"
    })
    void channelsOfWhoIsKnownByTheirPath(String path, String token, String told, String shown) {
        // Given
        AccessRequest request = AccessRequest.builder()
                .path(path)
                .channel(told)
                .captures(Map.of("token", token, Captures.CHANNEL, "any"))
                .build();

        // When
        Viewing viewing = new Viewings(TestingSessions.keyHash(), TestingSessions.settings())
                .whole("mediamtx", "everyone", request, null);

        // Then
        assertThat(viewing.playback().channel()).isEqualTo(shown);
        if (!told.isEmpty()) {
            assertThat(DecisionRecord.shown(request).channel()).isEqualTo(shown);
        }
    }

    @Test
    void sessionsAndWhatLeavesTheProcessOfThem() {
        // Given
        Viewing viewing = TestingViewings.of("203.0.113.7", "/live/ch1/", TOKEN);

        // When
        AdmissionResult admission = TestingViewings.admit(sessions, viewing, TestingViewings.grant("77", 1));
        AdmissionResult refused = TestingViewings.admit(
                sessions, TestingViewings.of("203.0.113.8", "/live/ch1/", TOKEN), TestingViewings.grant("77", 1));
        sessions.deny(viewing, refused.refusal());

        // Then
        List<Object> texts = new ArrayList<>(List.of(
                admission,
                admission.session(),
                admission.session().key(),
                admission.session().key().hex(),
                admission.session().playback(),
                refused,
                store.sessions()));
        registry.scrape().forEach(texts::add);
        sessions.live().forEach(session -> texts.add(sessions.live().snapshot(session)));
        assertThat(texts).allSatisfy(text -> assertThat(text.toString()).doesNotContain(TOKEN));
    }
}
