package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.decision.TestingDecider;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.dialect.TestingDialects;

/** T63: SRS hands the playlist to whoever chose the name of his HLS session himself, at the second try, although it was told to refuse him. */
class RefusedHlsOfSrsIsCutTest {

    private static final String OWN_NAME = "\"param\":\"?token=1&hls_ctx=abc\"";
    private static final Dialects CUTTING =
            TestingDialects.with().srsApi("http://{caller}:1985").dialects();

    @Test
    void afterADenialAndAfterNoDecision() throws IOException {
        for (Decision refusal : List.of(TestingDecider.denied(), TestingDecider.undecided())) {
            try (TestingListener listener = TestingListener.inFrontOf(deciding(refusal), CUTTING)) {
                listener.ask(onPlay("abc", OWN_NAME));

                awaitToBeCut(listener, "abc");
            }
        }
    }

    /** The stream has the name of another one's HLS. */
    @Test
    void alsoWhereTheCallIsAmbiguous() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(deciding(TestingDecider.denied()), CUTTING)) {
            listener.ask(onPlay("abc", OWN_NAME + ",\"stream_url\":\"/live/other\""));

            awaitToBeCut(listener, "abc");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"param\":\"?token=1\"", "\"param\":\"\"", "\"x\":\"hls_ctx=abc\""})
    void whoLeftTheNameToSrsIsNotServed(String rest) throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(deciding(TestingDecider.denied()), CUTTING)) {
            listener.ask(onPlay("abc", rest));
            listener.ask(onPlay("last", OWN_NAME));

            awaitToBeCut(listener, "last");
        }
    }

    /** An id that could be more than one segment of the API's path. */
    @Test
    void noNameThatIsNoIdReachesTheApi() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(deciding(TestingDecider.denied()), CUTTING)) {
            listener.ask(onPlay("a/b", OWN_NAME));
            listener.ask(onPlay("last", OWN_NAME));

            awaitToBeCut(listener, "last");
        }
    }

    @Test
    void whoIsLetInIsNotCutAndNobodyIsWithoutAnApi() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(TestingDecider.allowing(), CUTTING);
                TestingListener without = TestingListener.inFrontOf(deciding(TestingDecider.denied()))) {
            assertThat(listener.ask(onPlay("abc", OWN_NAME)).status()).isEqualTo(200);
            without.ask(onPlay("abc", OWN_NAME));

            assertThat(listener.refusedAndOpen()).isEmpty();
            assertThat(without.refusedAndOpen()).isEmpty();
        }
    }

    private static TestingDecider deciding(Decision decision) {
        return TestingDecider.deciding(request -> decision);
    }

    private static void awaitToBeCut(TestingListener listener, String... connections) {
        await("to be cut").until(() -> listener.refusedAndOpen().size() >= connections.length);
        assertThat(listener.refusedAndOpen().stream().map(DecisionRequest::connection))
                .containsExactly(connections);
        assertThat(listener.refusedAndOpen().stream().map(DecisionRequest::dialect))
                .containsOnly("srs");
    }

    private static String onPlay(String id, String rest) {
        String body = "{\"action\":\"on_play\",\"client_id\":\"" + id
                + "\",\"ip\":\"203.0.113.7\",\"vhost\":\"__defaultVhost__\","
                + "\"app\":\"live\",\"stream\":\"sport1.m3u8\"," + rest + "}";
        return "POST /srs HTTP/1.1\r\nHost: u\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n" + body;
    }
}
