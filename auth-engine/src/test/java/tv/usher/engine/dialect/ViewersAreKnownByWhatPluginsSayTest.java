package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendRequest;
import tv.usher.api.Endpoint;
import tv.usher.api.QueryString;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingBackend;
import tv.usher.engine.backend.TestingHttp;
import tv.usher.engine.exchange.TestingExchange;
import tv.usher.engine.journal.DecisionRecord;
import tv.usher.engine.net.Captures;
import tv.usher.engine.session.TestingSessions;

/** A plugin may know viewers by a login that stands in the path or in the query: it names the viewing, and is never shown. */
class ViewersAreKnownByWhatPluginsSayTest {

    private static final Endpoint PANEL = Endpoint.of(URI.create("http://panel.test/player_api.php"));

    private final Dialects dialects = TestingDialects.of(
            TestingSessions.settings(),
            TestingDialects.with().settings(),
            new IdentitySettings(List.of()),
            List.of(panel("one"), stalker()));

    /** Both forms of an Xtream panel. */
    static Authority panel(String name) {
        return authority(
                name,
                new TestingBackend()
                        .withStranger(random -> QueryString.of("username=" + random.nextLong() + "&password=x"))
                        .withToRequest(request -> {
                            List<String> path = request.segments();
                            return path.size() == 4 && path.get(0).equals("live")
                                    ? ask(path.get(1), path.get(2))
                                    : request.query()
                                            .only("username")
                                            .flatMap(user -> ask(
                                                    user,
                                                    request.query()
                                                            .only("password")
                                                            .orElse("")));
                        }));
    }

    private static Optional<BackendRequest> ask(String user, String password) {
        QueryString query = QueryString.builder()
                .add("username", user)
                .add("password", password)
                .build();
        return Optional.of(PANEL.get(query).identifiedBy(user, password));
    }

    private static Authority stalker() {
        return authority("stalker", new TestingBackend().withToRequest(request -> {
                    throw new AssertionError("asked about everybody, although it knows viewers by a token");
                }));
    }

    private static Authority authority(String name, TestingBackend plugin) {
        return TestingHttp.authority(name, new TestingExchange(), OnUnavailable.DENY, plugin);
    }

    @Test
    void theSameLoginIsTheSameViewerInBothForms() {
        assertThat(identity("/live/%D0%90nna/se%20cret/1.ts"))
                .isNotEmpty()
                .isEqualTo(identity("/any/1.ts?username=%d0%90nna&password=se+cret"))
                .isNotEqualTo(identity("/live/%D0%90nna/secret/1.ts"))
                .isNotEqualTo(identity("/live/se%20cret/%D0%90nna/1.ts"));
    }

    @Test
    void noTextOfAViewersIsTakenForTwo() {
        assertThat(identity("/any/1.ts?username=a%0Aone.1%3Db&password=c"))
                .isNotEqualTo(identity("/any/1.ts?username=a&password=b%0Aone.1%3Dc"));
    }

    @Test
    void whoIsNotJudgedHasNone() {
        assertThat(identity("/vod/film.mp4")).isEmpty();
    }

    @Test
    void noneOfItIsInTheLog() {
        AccessRequest shown = DecisionRecord.shown(read("/live/%D0%90nna/se%20cret/1.ts"));

        assertThat(shown.path()).isEqualTo("/live/***/***/1.ts");
        assertThat(DecisionRecord.shown(read("/live/ann/anna/1.ts")).path()).isEqualTo("/live/***/***/1.ts");
    }

    /** Else a viewer could hide what he watches: it isn't his login that stands there, nor did the path tell it. */
    @Test
    void butWhatTheQueryAloneTellsHidesNothingOfThePath() {
        AccessRequest byQuery = read("/vod/ch12/1.ts?username=12&password=vod");

        assertThat(DecisionRecord.shown(byQuery).path()).isEqualTo("/vod/ch12/1.ts");
        assertThat(Captures.hide("12 of vod", byQuery.captures())).isEqualTo("*** of ***");
    }

    @Test
    void whoShowsItInBothIsKnownByThePath() {
        AccessRequest both = read("/live/anna/secret/1.ts?username=anna&password=secret&x=1");

        assertThat(DecisionRecord.shown(both).path()).isEqualTo("/live/***/***/1.ts");
        assertThat(DecisionRecord.shown(read("/live/anna/secret/1.ts?x=secret")).path())
                .isEqualTo("/live/***/***/1.ts");
    }

    @Test
    void whoShowsAPartInEachIsKnownByBoth() {
        // Given
        TestingBackend plugin = new TestingBackend()
                .withStranger(random -> QueryString.of("password=" + random.nextLong()))
                .withToRequest(request -> request.query()
                        .only("password")
                        .flatMap(password -> ask(request.path().replaceFirst("^/?([^/]*).*$", "$1"), password)));
        Dialects mixed = TestingDialects.of(
                TestingSessions.settings(),
                TestingDialects.with().settings(),
                new IdentitySettings(List.of()),
                List.of(authority("mixed", plugin)));

        // When
        AccessRequest shown = DecisionRecord.shown(read(mixed, "/anna/1.ts?password=secret"));

        // Then
        assertThat(shown.path()).isEqualTo("/***/1.ts");
    }

    @Test
    void aPluginThatFailsNamesNobody() {
        Dialects broken = TestingDialects.of(
                TestingSessions.settings(),
                TestingDialects.with().settings(),
                new IdentitySettings(List.of()),
                List.of(authority("moody", new TestingBackend().withToRequest(request -> {
                            if (request.path().equals("/fails")) {
                                throw new IllegalStateException();
                            }
                            return ask("anna", "secret");
                        }))));

        assertThat(identity(broken, "/fails", "moody")).isEmpty();
        assertThat(identity(broken, "/works", "moody")).isNotEmpty();
    }

    @Test
    void whatOnePluginTellsApartAnotherDoesNotMerge() {
        Authority byUserAlone = authority(
                "careless",
                new TestingBackend()
                        .withToRequest(request -> request.query()
                                .only("username")
                                .map(user -> PANEL.get(request.query()).identifiedBy(user)))
                        .withStranger(random -> QueryString.of("username=" + random.nextLong())));
        Dialects both = TestingDialects.of(
                TestingSessions.settings(),
                TestingDialects.with().settings(),
                new IdentitySettings(List.of()),
                List.of(byUserAlone, panel("one")));

        assertThat(identity(both, "/1.ts?username=anna&password=right", "careless", "one"))
                .isNotEqualTo(identity(both, "/1.ts?username=anna&password=wrong", "careless", "one"));
    }

    /** Limits and bans of tokens hold for the login, whatever rule and backend of the panel it is shown to. */
    @Test
    void aLoginIsOneTokenForAllBackendsOfAPanel() {
        // Given
        Dialects twoBackends = TestingDialects.of(
                TestingSessions.settings(),
                TestingDialects.with().settings(),
                new IdentitySettings(List.of()),
                List.of(panel("live"), panel("vod")));
        Map<String, String> captures =
                read(twoBackends, "/live/anna/secret/1.ts").captures();

        // Then
        assertThat(Captures.identities(captures, List.of("live")))
                .isEqualTo(Captures.identities(captures, List.of("vod")))
                .isEqualTo(Captures.identities(captures, List.of("live", "vod")))
                .hasSize(1);
    }

    @Test
    void whomARuleDoesNotAskNamesNobodyThere() {
        String login = "/live/anna/secret/1.ts";

        assertThat(identity(dialects, login, "on", "one.0", "stalker")).isEmpty();
        assertThat(Captures.identities(read(login).captures(), List.of("stalker")))
                .isEmpty();
        assertThat(Captures.identities(read(login).captures(), List.of("stalker", "one")))
                .hasSize(1);
    }

    private String identity(String uri) {
        return identity(dialects, uri, "one");
    }

    private static String identity(Dialects dialects, String uri, String... asked) {
        return Captures.identity(read(dialects, uri).captures(), List.of(asked));
    }

    private AccessRequest read(String uri) {
        return read(dialects, uri);
    }

    private static AccessRequest read(Dialects dialects, String uri) {
        Call call = TestingCall.to("/nginx").with("X-Original-URI", uri).with("X-Real-IP", "203.0.113.7");
        return dialects.read(dialects.at("/nginx"), call).request();
    }
}
