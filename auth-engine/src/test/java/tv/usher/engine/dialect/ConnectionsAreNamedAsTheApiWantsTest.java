package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Secret;
import tv.usher.engine.cut.ApiAddress;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.net.PathPattern;
import tv.usher.engine.session.ServerConnection;
import tv.usher.engine.session.TestingSessions;

/** What a caller tells of its connection is kept where its API is configured, and nowhere else. */
class ConnectionsAreNamedAsTheApiWantsTest {

    private static final Duration FOUR_HOURS = Duration.ofHours(4);
    private static final Optional<ApiAddress> API = Optional.of(ApiAddress.parse("http://{caller}:1985"));
    private static final String UUID = "5f0c1a0e-3c51-4c27-9c9e-6c7f0a1b2c3d";

    private static final String RTMP =
            "app=live&flashver=x&swfurl=&tcurl=rtmp://a/live&pageurl=&addr=203.0.113.7&clientid=17&call=play"
                    + "&name=sport1&start=1&duration=0&reset=0&token=T1";

    record Sample(TestingCall call, String connection) {}

    static List<Sample> samples() {
        return List.of(
                new Sample(
                        TestingCall.to("/cesbo?token=T1")
                                .with("X-Session-Id", "s77")
                                .with("X-Channel-Id", "a001")
                                .with("X-Real-Ip", "203.0.113.7")
                                .with("X-Real-Path", "/play/a001"),
                        "s77 a001 203.0.113.7"),
                new Sample(
                        TestingCall.to("/flussonic?name=sport1&ip=203.0.113.7&session_id=" + UUID + "&token=T1"), UUID),
                new Sample(mediamtx("rtsp", UUID), "rtsp " + UUID),
                new Sample(srs("9308h583"), "9308h583"),
                new Sample(TestingCall.post("/nginx-rtmp", RTMP), "subscriber 17 live/sport1 203.0.113.7"),
                new Sample(
                        TestingCall.post(
                                "/nginx-rtmp",
                                RTMP.replace("call=play", "call=publish")
                                        .replace("&start=1&duration=0&reset=0", "&type=live")),
                        "publisher 17 live/sport1 203.0.113.7"),
                new Sample(TestingCall.post("/zlmediakit/on_play", """
                                {"app":"live","id":"12-34","ip":"203.0.113.7","params":"token=T1","schema":"rtmp","stream":"sport1","vhost":"__defaultVhost__"}"""), "12-34 203.0.113.7"),
                new Sample(
                        TestingCall.post(
                                        "/mistserver",
                                        "sport1\n203.0.113.7\n5\nHLS\nhttp://a.example.com/hls/sport1/index.m3u8?token=T1\nabc123")
                                .with("X-Trigger", "USER_NEW"),
                        "abc123"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whereItIsConfigured(Sample sample) {
        assertThat(connection(dialects(API), sample.call())).isEqualTo(sample.connection());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void andNowhereElse(Sample sample) {
        assertThat(connection(dialects(Optional.empty()), sample.call())).isEmpty();
    }

    @Test
    void whatAViewerMadeUpIsNotKept() {
        assertThat(connection(dialects(API), srs("../streams/1"))).isEmpty();
        assertThat(connection(dialects(API), mediamtx("rtsp", "../../config"))).isEmpty();
        assertThat(connection(dialects(API), mediamtx("", UUID))).isEmpty();
        String name = RTMP.replace("name=sport1", "name=a%26addr=1");
        assertThat(connection(dialects(API), TestingCall.post("/nginx-rtmp", name)))
                .isEmpty();
    }

    /** T60: the name of a stream may be somebody's token. */
    @Test
    void whatIsCapturedIsNotKept() {
        Dialects dialects = TestingDialects.of(
                TestingSessions.settings(),
                settings(API),
                new IdentitySettings(List.of(PathPattern.parse("/live/{token}"))),
                List.of());
        TestingCall call = TestingCall.post("/nginx-rtmp", RTMP.replace("sport1", "s3cret-token"));

        var asked = dialects.read(dialects.at(call.target()), call);

        assertThat(asked.serverConnection()).isNull();
        TestingCall file = TestingCall.post("/nginx-rtmp", RTMP.replace("sport1", "mp4:s3cret-token"));
        assertThat(dialects.read(dialects.at(file.target()), file).serverConnection())
                .isNull();
    }

    /** Else a viewer could switch off his cut: he shows in his query what the stream is called. */
    @ParameterizedTest
    @ValueSource(strings = {"username=12&password=x", "username=ch12&password=live"})
    void whatTheQueryTellsOfTheViewerChangesNothing(String query) {
        // Given
        Dialects dialects = TestingDialects.of(
                TestingSessions.settings(),
                settings(API),
                new IdentitySettings(List.of()),
                List.of(ViewersAreKnownByWhatPluginsSayTest.panel("panel")));
        TestingCall call =
                TestingCall.post("/nginx-rtmp", RTMP.replace("sport1", "ch12").replace("token=T1", query));

        // When
        var asked = dialects.read(dialects.at(call.target()), call);

        // Then
        assertThat(asked.request().captures()).hasSize(2);
        assertThat(asked.serverConnection())
                .isEqualTo(new ServerConnection(asked.caller(), "subscriber 17 live/ch12 203.0.113.7"));
    }

    @Test
    void aFileIsCutByTheNameThatItWasAskedFor() {
        TestingCall call = TestingCall.post("/nginx-rtmp", RTMP.replace("sport1", "mp4:film"));

        assertThat(connection(dialects(API), call)).isEqualTo("subscriber 17 live/mp4:film 203.0.113.7");
    }

    /** Told to cut a viewer, MediaMTX asks whether it has to obey: Usher knows itself again, and nobody else passes for it. */
    @Test
    void mediamtxObeysUsherAlone() {
        Dialects dialects = new Dialects(
                TestingSessions.settings(),
                settings(API),
                new IdentitySettings(List.of()),
                List.of(),
                () -> Secret.of("own"));

        assertThat(kind(dialects, api("usher", "own"))).isEqualTo("NOTICE");
        for (TestingCall stranger :
                List.of(api("usher", "other"), api("usher", ""), api("", ""), api("admin", "own"), api("", "own"))) {
            assertThat(kind(dialects, stranger)).isEqualTo("refused");
        }
        assertThat(kind(
                        new Dialects(
                                TestingSessions.settings(),
                                settings(Optional.empty()),
                                new IdentitySettings(List.of()),
                                List.of(),
                                () -> Secret.of("own")),
                        api("usher", "own")))
                .as("without an API")
                .isEqualTo("refused");
    }

    private static String kind(Dialects dialects, TestingCall call) {
        try {
            CallKind kind = dialects.read(dialects.at(call.target()), call).kind();
            return kind.name();
        } catch (UnreadableCall e) {
            return "refused";
        }
    }

    private static String connection(Dialects dialects, TestingCall call) {
        return dialects.read(dialects.at(call.target()), call).connection();
    }

    private static TestingCall mediamtx(String protocol, String id) {
        return TestingCall.post("/mediamtx", """
                {"ip":"203.0.113.7","user":"","password":"","token":"","action":"read","path":"live/sport1","protocol":"%s","id":"%s",
                 "query":"token=T1","userAgent":"VLC"}""".formatted(protocol, id));
    }

    private static TestingCall api(String user, String password) {
        return TestingCall.post("/mediamtx", """
                {"ip":"127.0.0.1","user":"%s","password":"%s","token":"%s","action":"api","path":"","protocol":"","id":null,"query":"",
                 "userAgent":""}""".formatted(user, password, password));
    }

    private static TestingCall srs(String id) {
        return TestingCall.post("/srs", """
                {"action":"on_play","client_id":"%s","ip":"203.0.113.7","vhost":"__defaultVhost__","app":"live","stream":"sport1",
                 "param":"?token=T1"}""".formatted(id));
    }

    private static Dialects dialects(Optional<ApiAddress> api) {
        return TestingDialects.of(TestingSessions.settings(), settings(api));
    }

    private static DialectsSettings settings(Optional<ApiAddress> api) {
        DialectsSettings usual = TestingDialects.with().settings();
        var once = new DialectsSettings.OnceWithApi(FOUR_HOURS, api, Optional.empty(), Optional.empty(), Map.of());
        return new DialectsSettings(
                new CesboSettings(FOUR_HOURS, Redirect.X_LOCATION, api, Optional.empty(), Optional.empty(), Map.of()),
                usual.nginx(),
                usual.forwardAuth(),
                usual.envoy(),
                new FlussonicSettings(
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(3),
                        Duration.ofSeconds(10),
                        api,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()),
                new MediamtxSettings(FOUR_HOURS, List.of(), api, Optional.empty(), Optional.empty(), Map.of()),
                once,
                usual.ome(),
                new NginxRtmpSettings(FOUR_HOURS, api, Optional.empty(), Optional.empty(), Map.of()),
                once,
                once,
                usual.antmedia());
    }
}
