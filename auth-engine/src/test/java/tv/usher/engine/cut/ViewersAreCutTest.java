package tv.usher.engine.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Secret;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.session.Follow;
import tv.usher.engine.session.KickResult;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.ServerConnection;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.SessionListener;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.TestingStore;
import tv.usher.engine.session.TestingViewings;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

/** Whose session ends, and must not go on, is cut by the media server that asked; nobody else is, and no media server holds up another. */
class ViewersAreCutTest {

    private static final Duration FOUR_HOURS = Duration.ofHours(4);
    private static final String HERE = "192.0.2.10";
    private static final String THERE = "192.0.2.11";

    private final TestingClock clock = new TestingClock();
    private final TestingApi api = new TestingApi();
    private final RecentCuts recent = new RecentCuts(100);
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final TestingStore store = new TestingStore();
    private CutSettings settings = settings(2, 3, 100);
    private int maxOrdered = 5_000;
    private @Nullable Cuts cuts;
    private final Sessions sessions = TestingSessions.of(
            TestingSessions.settings(OverLimit.END_OLDEST, Follow.ADDRESS_AGENT, 5_000),
            clock.clock(),
            store,
            new SessionMetrics(new PrometheusRegistry()),
            new SessionListener() {
                @Override
                public void began(Session session) {}

                @Override
                public void restored(Session session, StoredSession stored) {}

                @Override
                public void ended(Session session, SessionEnd why, @Nullable Session newer) {
                    cuts().ended(session, why, newer);
                }
            });

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    @Test
    void whoIsKicked() {
        Session session = admit(viewing("a1", "T1", 1), 5);

        sessions.revocations().kick(session.key(), TestingKicks.of(Duration.ZERO));

        awaitAsked("DELETE http://192.0.2.10:1985/api/v1/clients/a1");
        awaitRecent("cut a1 kicked");
        assertThat(counted("cut")).isEqualTo(1);
    }

    @Test
    void whoIsBanned() {
        admit(viewing("a1", "T1", 1), 5);
        admit(viewing("a2", "T2", 2), 5);

        sessions.revocations().kick(new UserId("portal", "anna"), TestingKicks.of(Duration.ofMinutes(1)));

        awaitAsked(
                "DELETE http://192.0.2.10:1985/api/v1/clients/a1", "DELETE http://192.0.2.10:1985/api/v1/clients/a2");
    }

    @Test
    void whoHasToGoForANewerSession() {
        admit(viewing("a1", "T1", 1), 1);
        clock.passes(Duration.ofSeconds(1));

        admit(viewing("a2", "T2", 2), 1);

        awaitAsked("DELETE http://192.0.2.10:1985/api/v1/clients/a1");
    }

    @Test
    void whoIsDeniedWhenAskedAboutAgain() {
        Viewing viewing = viewing("a1", "T1", 1);
        Session session = admit(viewing, 5);

        sessions.reauthorization().refuted(session, viewing, new Refusal(ReasonCode.BANNED.with("denied"), "portal"));

        awaitAsked("DELETE http://192.0.2.10:1985/api/v1/clients/a1");
    }

    @Test
    void whoseGrantIsOver() {
        admit(viewing("a1", "T1", 1), 5);
        clock.passes(Duration.ofMinutes(3).plusSeconds(1));

        sessions.sweeper().sweep();

        awaitAsked("DELETE http://192.0.2.10:1985/api/v1/clients/a1");
        awaitRecent("cut a1 grant-over");
    }

    @Test
    void butNotWhoHasLeft() {
        Viewing viewing = viewing("a1", "T1", 1);
        admit(viewing, 5);
        admit(viewing("a2", "T2", 2), 5);

        sessions.end(List.of(viewing));
        sessions.revocations().kick(new UserId("portal", "anna"), TestingKicks.of(Duration.ZERO));

        awaitAsked("DELETE http://192.0.2.10:1985/api/v1/clients/a2");
    }

    /** Astra never tells that a viewer has left, and its list may have other ids than its question. */
    @Test
    void norWhoCameToThatPlaceLater() {
        // Given
        Session left = admit("cesbo", viewing("cesbo", "s1 sport1 203.0.113.1", "T1", 1, HERE), 5);
        clock.passes(Duration.ofMinutes(2));
        Session newer = admit("cesbo", viewing("cesbo", "s2 sport1 203.0.113.1", "T1", 1, HERE), 5);
        clock.passes(Duration.ofSeconds(30));
        api.answers(200, """
                {"sessions":[{"client_id":77,"channel_id":"sport1","addr":"203.0.113.1","uptime":30}]}""");

        // When
        sessions.end(left, SessionEnd.GRANT_OVER);

        // Then
        awaitRecent("gone s1 grant-over");
        assertThat(api.asked()).as("only the list").hasSize(1);
        sessions.end(newer, SessionEnd.GRANT_OVER);
        awaitRecent("cut s2 grant-over");
    }

    /** A media server counts from the beginning again after its restart. */
    @Test
    void norWhoHasHisIdSinceTheMediaServerRestarted() {
        // Given
        Session before = admit("cesbo", viewing("cesbo", "s1 sport1 203.0.113.1", "T1", 1, HERE), 5);
        clock.passes(Duration.ofMinutes(2));
        api.answers(200, """
                {"sessions":[{"client_id":"s1","channel_id":"sport1","addr":"203.0.113.2","uptime":30}]}""");

        // When
        sessions.end(before, SessionEnd.GRANT_OVER);

        // Then
        awaitRecent("gone s1 grant-over");
        assertThat(api.asked()).as("only the list").hasSize(1);
    }

    @Test
    void byEachMediaServerThatPlaysTheViewing() {
        Viewing here = viewing("a1", "T1", 1);
        Session session = admit(here, 5);
        sessions.isPlayed(session, viewing("a1", "T1", 1, THERE));

        sessions.revocations().kick(session.key(), TestingKicks.of(Duration.ZERO));

        awaitAsked(
                "DELETE http://192.0.2.10:1985/api/v1/clients/a1", "DELETE http://10.0.0.11:9/srs/api/v1/clients/a1");
    }

    @Test
    void onceMoreAfterAFailureOfTheMoment() {
        api.answers(call -> api.asked().size() == 1
                ? CompletableFuture.failedFuture(new ExchangeFailure(ExchangeFailure.Kind.TIMEOUT, "no answer"))
                : CompletableFuture.completedFuture(BackendResponse.of(200).body("{\"code\":2049}")));
        Session session = admit(viewing("a1", "T1", 1), 5);

        sessions.revocations().kick(session.key(), TestingKicks.of(Duration.ZERO));

        awaitRecent("gone a1 kicked");
        assertThat(api.asked()).hasSize(2);
        assertThat(counted("gone")).isEqualTo(1);
    }

    /** As when a user's limit ends a session before its allow has reached the media server. */
    @Test
    void onceMoreIfHeWasLetInALittleWhileAgoAndIsNotThereYet() {
        Session session = admit(viewing("a1", "T1", 1), 5);
        clock.passes(Duration.ofSeconds(4));
        api.answers(call -> CompletableFuture.completedFuture(
                BackendResponse.of(200).body(api.asked().size() == 1 ? "{\"code\":2049}" : "{\"code\":0}")));

        sessions.end(session, SessionEnd.OVER_LIMIT);

        awaitRecent("cut a1 over-limit");
        assertThat(counted("gone")).isZero();
    }

    @Test
    void butWhoHasHadTheTimeToComeIsGone() {
        api.answers(200, "{\"code\":2049}");
        Session session = admit(viewing("a1", "T1", 1), 5);
        clock.passes(Duration.ofSeconds(6));

        sessions.end(session, SessionEnd.OVER_LIMIT);

        awaitRecent("gone a1 over-limit");
        assertThat(api.asked()).hasSize(1);
    }

    @Test
    void andSoIsWhoWasNeverLetIn() {
        api.answers(200, "{\"code\":2049}");

        cuts().refused("srs", new ServerConnection(HERE, "abc"), "203.0.113.1", "sport1");

        awaitRecent("gone abc denied");
        assertThat(api.asked()).hasSize(1);
    }

    @Test
    void andNotForEver() {
        api.answers(503, "");
        Session session = admit(viewing("a1", "T1", 1), 5);

        sessions.revocations().kick(session.key(), TestingKicks.of(Duration.ZERO));

        awaitRecent("failed a1 kicked");
        assertThat(api.asked()).hasSize(2);
    }

    @Test
    void aRefusalIsFinal() {
        api.answers(401, "");
        Session session = admit(viewing("a1", "T1", 1), 5);

        sessions.revocations().kick(session.key(), TestingKicks.of(Duration.ZERO));

        awaitRecent("failed a1 kicked");
        assertThat(api.asked()).hasSize(1);
    }

    @Test
    void noMediaServerHoldsUpAnother() {
        // Given
        api.answers(call -> call.endpoint().host().equals("192.0.2.10")
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(BackendResponse.of(200).body("{\"code\":0}")));
        IntStream.range(0, 50).forEach(i -> endGrant(viewing("h" + i, "T" + i, i)));

        // When
        endGrant(viewing("t1", "agent-51", 51, THERE));

        // Then
        awaitRecent("cut t1 grant-over");
        assertThat(api.asked().stream().filter(asked -> asked.contains("192.0.2.10")))
                .as("at once, at the one that hangs")
                .hasSize(2);
    }

    @Test
    void whoFindsTheQueueFullIsCountedAndNamed() {
        api.answers(call -> new CompletableFuture<>());

        IntStream.range(0, 8).forEach(i -> endGrant(viewing("a" + i, "T" + i, i)));

        assertThat(counted("dropped")).isEqualTo(3); // two are being cut, three wait
        awaitRecent("dropped a7 grant-over");
    }

    @Test
    void eachOfTheThousandsThatAnOperatorOrders() {
        // Given
        settings = settings(8, 1_000, 50);
        CompletableFuture<BackendResponse> slow = new CompletableFuture<>();
        api.answers(call -> slow);
        IntStream.range(0, 2_000).forEach(i -> admit(viewing("a" + i, "T" + i, i), 2_000));

        // When
        KickResult result =
                sessions.revocations().kick(new UserId("portal", "anna"), TestingKicks.of(Duration.ofMinutes(1)));
        slow.complete(BackendResponse.of(200).body("{\"code\":0}"));

        // Then
        assertThat(result.ended()).isEqualTo(2_000);
        await("all being cut").until(() -> cuts().isIdle());
        assertThat(counted("cut")).isEqualTo(2_000);
    }

    @Test
    void whoAnOperatorKicksWhileAFloodOfOthersHangs() {
        // Given
        settings = settings(2, 8, 50);
        api.answers(call -> call.target().contains("flood")
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(BackendResponse.of(200).body("{\"code\":0}")));
        IntStream.range(0, 100).forEach(i -> endGrant(viewing("flood" + i, "T" + i, i)));

        // When
        kick(viewing("b1", "U1", 200));
        kick(viewing("b2", "U2", 201));
        kick(viewing("b3", "U3", 202));

        // Then
        await("the kicked ones being cut").until(() -> counted("cut") == 3);
    }

    @Test
    void whatOperatorsOrderIsBoundedAsAWhole() {
        // Given
        maxOrdered = 5;
        CompletableFuture<BackendResponse> slow = new CompletableFuture<>();
        api.answers(call -> slow);

        // When
        IntStream.range(0, 4).forEach(i -> kick(viewing("a" + i, "T" + i, i)));
        IntStream.range(4, 8).forEach(i -> kick(viewing("a" + i, "T" + i, i, THERE)));

        // Then
        assertThat(counted("dropped")).isEqualTo(3);
        awaitRecent("dropped a7 kicked");

        // When
        slow.complete(BackendResponse.of(200).body("{\"code\":0}"));
        await("those that waited").until(() -> cuts().isIdle());
        kick(viewing("a9", "T9", 9));

        // Then
        await("room for others").until(() -> counted("cut") == 6);
        assertThat(counted("dropped")).isEqualTo(3);
    }

    @Test
    void oneAddressLeavesRoomForOthers() {
        // Given
        settings = settings(2, 8, 50);
        api.answers(call -> new CompletableFuture<>());
        for (int i = 0; i < 20; i++) { // each newer one ends the former
            admit(viewing("a" + i, "T" + i, 1), 1);
            clock.passes(Duration.ofSeconds(11));
        }
        assertThat(counted("dropped")).isGreaterThan(10);
        double dropped = counted("dropped");

        // When
        endGrant(viewing("b1", "U1", 2));

        // Then
        awaitAsked("DELETE http://192.0.2.10:1985/api/v1/clients/b1");
        assertThat(counted("dropped")).isEqualTo(dropped);
    }

    /** As SRS leaves HLS open, and while it hasn't read the answer of its hook. */
    @Test
    void whoWasRefusedAndIsOpenAMomentLater() {
        settings = settings(2, 3, 100, Duration.ofMillis(200));
        api.answers(call -> CompletableFuture.completedFuture(
                BackendResponse.of(200).body(api.asked().size() == 1 ? "{\"code\":400}" : "{\"code\":0}")));
        long began = System.nanoTime();

        cuts().refused("srs", new ServerConnection(HERE, "abc"), "203.0.113.1", "sport1");

        awaitRecent("cut abc denied");
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("one pause before each of the two questions")
                .isGreaterThan(Duration.ofMillis(400));
        assertThat(api.asked())
                .containsExactly(
                        "DELETE http://192.0.2.10:1985/api/v1/clients/abc",
                        "DELETE http://192.0.2.10:1985/api/v1/clients/abc");
        assertThat(recent.newest(cut -> true, 1).get(0).session()).isEmpty();
    }

    @Test
    void aFloodOfRefusedOnesLeavesRoomForOthers() {
        settings = settings(2, 8, 50);
        api.answers(call -> new CompletableFuture<>());

        IntStream.range(0, 100)
                .forEach(i -> cuts().refused("srs", new ServerConnection(HERE, "a" + i), "203.0.113.1", "sport1"));
        cuts().refused("srs", new ServerConnection(HERE, "b"), "203.0.113.2", "sport1");

        awaitAsked("DELETE http://192.0.2.10:1985/api/v1/clients/b");
        assertThat(counted("dropped")).isGreaterThan(90);
    }

    @Test
    void nobodyWaitsForOnesWhoseTimeHasNotCome() {
        settings = settings(2, 8, 100, Duration.ofMinutes(10));
        IntStream.range(0, 10)
                .forEach(i -> cuts().refused("srs", new ServerConnection(HERE, "a" + i), "203.0.113." + i, "sport1"));

        endGrant(viewing("b", "U1", 20));

        awaitAsked("DELETE http://192.0.2.10:1985/api/v1/clients/b");
        assertThat(counted("dropped")).as("beyond max-waiting").isEqualTo(2);
        assertThat(cuts().isIdle()).isFalse();
    }

    @Test
    void nobodyWhereNoApiIsConfigured() {
        kick(viewing("a1", "T1", 1, "198.51.100.1"));
        kick(viewing("a2", "T2", 2));

        awaitAsked("DELETE http://192.0.2.10:1985/api/v1/clients/a2");
    }

    private void kick(Viewing viewing) {
        sessions.revocations().kick(admit(viewing, 100).key(), TestingKicks.of(Duration.ZERO));
    }

    private void endGrant(Viewing viewing) {
        sessions.end(admit(viewing, 100), SessionEnd.GRANT_OVER);
    }

    private Session admit(Viewing viewing, int most) {
        return admit("srs", viewing, most);
    }

    private Session admit(String dialect, Viewing viewing, int most) {
        return sessions.admit(
                        viewing,
                        new Origin(dialect, HERE, "everyone", "portal", List.of()),
                        TestingViewings.grant("anna", most),
                        FOUR_HOURS)
                .join()
                .session();
    }

    private static Viewing viewing(String id, String token, int client) {
        return viewing(id, token, client, HERE);
    }

    private static Viewing viewing(String id, String token, int client, String server) {
        return viewing("srs", id, token, client, server);
    }

    private static Viewing viewing(String dialect, String id, String token, int client, String server) {
        AccessRequest request = AccessRequest.builder()
                .session(id)
                .clientAddress("203.0." + (113 + client / 256) + '.' + client % 256)
                .channel("sport1")
                .path("/live/sport1")
                .query("token=" + token)
                .build();
        return new Viewings(TestingSessions.keyHash(), TestingSessions.settings())
                .whole(dialect, "everyone", request, new ServerConnection(server, id));
    }

    private Cuts cuts() {
        if (cuts == null) {
            MediaServers servers = new MediaServers(
                    Optional.empty(),
                    Map.of(
                            Cidr.parse(HERE), server("http://{caller}:1985"),
                            Cidr.parse("192.0.2.11/32"), server("http://10.0.0.11:9/srs/")));
            cuts = new Cuts(
                    Map.of("srs", servers, "cesbo", servers),
                    settings,
                    maxOrdered,
                    () -> Secret.of("own"),
                    api,
                    executor,
                    new CutMetrics(registry),
                    recent,
                    clock.clock());
        }
        return cuts;
    }

    private static ServerApi server(String address) {
        return new ServerApi(ApiAddress.parse(address), Optional.empty(), Optional.empty());
    }

    private static CutSettings settings(int atOnce, int waiting, int share) {
        return settings(atOnce, waiting, share, Duration.ofMillis(1));
    }

    private static CutSettings settings(int atOnce, int waiting, int share, Duration pause) {
        return new CutSettings(Duration.ofSeconds(2), pause, atOnce, waiting, share, 1024, 100, Optional.empty());
    }

    private void awaitAsked(String... questions) {
        await("what is asked: " + List.of(questions)).until(() -> api.asked().containsAll(List.of(questions)));
        assertThat(api.asked()).hasSizeGreaterThanOrEqualTo(questions.length);
        if (api.asked().size() <= questions.length) {
            assertThat(api.asked()).containsExactlyInAnyOrder(questions);
        }
    }

    private void awaitRecent(String newest) {
        String[] parts = newest.split(" ");
        await("a cut: " + newest)
                .until(() -> !recent.newest(
                                cut -> cut.result().equals(parts[0])
                                        && cut.why().equals(parts[2])
                                        && cut.channel().equals("sport1"),
                                1)
                        .isEmpty());
    }

    private double counted(String result) {
        return registry.scrape().stream()
                .flatMap(metric -> metric.getDataPoints().stream())
                .filter(point -> result.equals(point.getLabels().get("result")))
                .mapToDouble(point -> ((io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot)
                                point)
                        .getValue())
                .sum();
    }
}
