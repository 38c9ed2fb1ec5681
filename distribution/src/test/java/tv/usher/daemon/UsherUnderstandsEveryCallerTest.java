package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.api.Secret;
import tv.usher.daemon.call.CallEvent;
import tv.usher.daemon.call.CallerKind;
import tv.usher.daemon.call.ViewerRequest;
import tv.usher.daemon.call.ViewerUrl;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.dialect.IdentitySettings;

/** What {@code usher call} sends, read by the dialects. */
class UsherUnderstandsEveryCallerTest {

    private static final ViewerUrl URL = ViewerUrl.parse("https://live.example.com/live/sport1?token=a%2Fb");

    private static Dialects dialects;

    @BeforeAll
    static void load(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("usher.yaml"), """
                dialects: {ome: {secret: "%s"}}
                access:
                  - {name: everyone, then: deny}
                """.formatted(CallerSample.OME_SECRET));
        UsherConfig config = new ConfigLoader(Map.of(), "plugins", name -> null).load(file);
        dialects = new Dialects(
                config.sessions(),
                config.dialects(),
                new IdentitySettings(List.of()),
                List.of(),
                () -> Secret.of("own"));
    }

    private static Optional<DecisionRequest> read(CallerKind kind, Action action, CallEvent event) {
        ViewerRequest viewer = new ViewerRequest(URL, "203.0.113.7", "VLC/3.0.18 (a; b)", "4711", action);
        return CallerSample.of(kind.toString(), kind, viewer, event)
                .map(sample -> dialects.at(sample.target()).read(sample));
    }

    @ParameterizedTest
    @EnumSource(CallerKind.class)
    void aViewerIsRecognised(CallerKind kind) {
        // When
        DecisionRequest decisionRequest =
                read(kind, Action.PLAY, CallEvent.OPEN).orElseThrow();

        // Then
        AccessRequest request = decisionRequest.request();
        assertThat(kind.speaks(decisionRequest.dialect())).isTrue();
        boolean tellsAddress = kind != CallerKind.ANTMEDIA;
        assertThat(decisionRequest.asksForDecision()).isTrue();
        assertThat(request.action()).isEqualTo(Action.PLAY);
        assertThat(request.path()).isEqualTo(kind == CallerKind.MISTSERVER ? "/sport1" : "/live/sport1");
        assertThat(request.query().first("token")).hasValue("a/b");
        assertThat(request.clientAddress()).isEqualTo(tellsAddress ? "203.0.113.7" : "");
        assertThat(request.session()).isIn("", "4711");
        assertThat(request.userAgent()).isIn("", "VLC/3.0.18 (a; b)");
        assertThat(request.host()).isIn("", "live.example.com");
    }

    @Test
    void publishersAreToldFromViewers() {
        for (CallerKind kind : CallerKind.values()) {
            read(kind, Action.PUBLISH, CallEvent.OPEN)
                    .ifPresent(decisionRequest -> assertThat(
                                    decisionRequest.request().action())
                            .as("%s", kind)
                            .isEqualTo(Action.PUBLISH));
        }
        assertThat(speakersOf(Action.PUBLISH, CallEvent.OPEN))
                .containsExactlyInAnyOrder(
                        CallerKind.ANTMEDIA,
                        CallerKind.FLUSSONIC,
                        CallerKind.MEDIAMTX,
                        CallerKind.NGINX_RTMP,
                        CallerKind.OME,
                        CallerKind.SRS,
                        CallerKind.ZLMEDIAKIT);
    }

    @Test
    void endsAndUpdatesAreToldByThoseWhoKnowThem() {
        Set<CallerKind> ending = Set.of(CallerKind.NGINX_RTMP, CallerKind.OME, CallerKind.SRS, CallerKind.ZLMEDIAKIT);
        for (CallerKind kind : ending) {
            DecisionRequest begun = read(kind, Action.PLAY, CallEvent.OPEN).orElseThrow();
            DecisionRequest over = read(kind, Action.PLAY, CallEvent.CLOSE).orElseThrow();
            assertThat(over.kind()).as("%s", kind).isEqualTo(CallKind.END);
            assertThat(over.request().session()).isEqualTo(begun.request().session());
            assertThat(over.request().path()).isEqualTo(begun.request().path());
        }
        assertThat(speakersOf(Action.PLAY, CallEvent.CLOSE)).containsExactlyInAnyOrderElementsOf(ending);
        assertThat(speakersOf(Action.PLAY, CallEvent.UPDATE))
                .containsExactly(CallerKind.FLUSSONIC, CallerKind.NGINX_RTMP);
    }

    private static List<CallerKind> speakersOf(Action action, CallEvent event) {
        return List.of(CallerKind.values()).stream()
                .filter(kind -> read(kind, action, event).isPresent())
                .toList();
    }
}
