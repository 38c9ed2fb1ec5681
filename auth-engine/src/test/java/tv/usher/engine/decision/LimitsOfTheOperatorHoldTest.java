package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.api.Grant;
import tv.usher.api.Location;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.rule.ConditionSettings;
import tv.usher.engine.session.Follow;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.PlaceOwner;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.util.TestingClock;

/** T22, T58, T64: where they say and of whom they say, beside the limits of grants. */
class LimitsOfTheOperatorHoldTest {

    private static final Grant ANNA = Grant.lasting(Duration.ofHours(1)).user("anna");
    private static final Grant NOBODY = Grant.lasting(Duration.ofHours(1));

    private final SessionContext context = TestingContext.remembering(
            TestingSessions.settings().alsoNamedBy(List.of("auth")), new TestingClock().clock());

    @Test
    void onTheChannelsOfTheirConditionsOnly() {
        Decider decider = decider(limit("sport", "channel: ['sport*']", 1, PlaceOwner.USER, false), ANNA);

        assertThat(watch(decider, "203.0.113.1", "sport1", "a").answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, "203.0.113.2", "sport2", "b"))
                .satisfies(denied -> assertThat(denied.reasonCode()).isEqualTo("over-limit"))
                .satisfies(denied -> assertThat(denied.why())
                        .isEqualTo("over the limit 'sport' of 1 sessions, held by 203.0.113.1 on sport1"));
        assertThat(watch(decider, "203.0.113.2", "news", "b").answer()).isEqualTo(Answer.ALLOW);
    }

    @Test
    void ofATokenWhoeverShowsIt() {
        Decider decider = decider(limit("shared", "", 2, PlaceOwner.TOKEN, false), NOBODY);

        assertThat(watch(decider, "203.0.113.1", "news", "a").answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, "203.0.113.2", "news", "a").answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, "203.0.113.3", "news", "a").reasonCode()).isEqualTo("token-over-limit");
        assertThat(watch(decider, "203.0.113.3", "news", "b").answer()).isEqualTo(Answer.ALLOW);
    }

    /** Whichever of them the backend reads: an invented one beside it makes nobody another viewer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=%s&auth=real",
                "auth=real&token=%s",
                "token=%s&token=real",
                "token=real&token=%s",
                "Token=%1$s&token=real&Token=%1$s"
            })
    void ofEachTokenThatIsShown(String query) {
        Decider decider = decider(limit("shared", "", 2, PlaceOwner.TOKEN, false), NOBODY);

        assertThat(show(decider, query.formatted("a")).answer()).isEqualTo(Answer.ALLOW);
        assertThat(show(decider, query.formatted("b")).answer()).isEqualTo(Answer.ALLOW);
        assertThat(show(decider, query.formatted("c")).reasonCode()).isEqualTo("token-over-limit");
        assertThat(show(decider, "token=c").answer()).isEqualTo(Answer.ALLOW);
    }

    /** By the path, and by each backend of the rule that knows viewers by more than a token. */
    @ParameterizedTest
    @ValueSource(strings = {"user", "a.0", "a?0"})
    void ofWhatNamesTheViewerBesideAToken(String name) {
        Decider decider = decider(limit("shared", "", 1, PlaceOwner.TOKEN, false), NOBODY);
        Map<String, String> anna = Map.of(name, "anna");

        assertThat(ask(decider, request("203.0.113.1", "news", "a").captures(anna))
                        .answer())
                .isEqualTo(Answer.ALLOW);
        assertThat(ask(decider, request("203.0.113.2", "sport", "b").captures(anna))
                        .reasonCode())
                .isEqualTo("token-over-limit");
        Map<String, String> twoNames = Map.of(name, "anna", "other?0", "invented");
        assertThat(ask(decider, request("203.0.113.3", "films", "").captures(twoNames))
                        .reasonCode())
                .isEqualTo("token-over-limit");
    }

    @Test
    void ofATokenInThePathAsOfOneInAQuery() {
        Decider decider = decider(limit("shared", "", 1, PlaceOwner.TOKEN, false), NOBODY);

        assertThat(watch(decider, "203.0.113.1", "news", "a+b").answer()).isEqualTo(Answer.ALLOW);
        assertThat(ask(decider, request("203.0.113.2", "news", "").captures(Map.of("token", "a%20b")))
                        .reasonCode())
                .isEqualTo("token-over-limit");
    }

    /** Many users may have the same password. */
    @Test
    void ofALoginAsAWhole() {
        Decider decider = decider(limit("shared", "", 1, PlaceOwner.TOKEN, false), NOBODY);

        for (String user : List.of("anna", "boris")) {
            Map<String, String> login = Map.of("user", user, "password", "1234");
            assertThat(ask(decider, request("203.0.113.1", "news", "").captures(login))
                            .answer())
                    .isEqualTo(Answer.ALLOW);
        }
    }

    @Test
    void ofAnAddressWhereOneCustomerHasMany() {
        Decider decider = decider(limit("line", "", 1, PlaceOwner.ADDRESS, false), NOBODY);

        assertThat(watch(decider, "2001:db8:0:1::1", "news", "a").answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, "2001:db8:0:1::2", "news", "b").reasonCode()).isEqualTo("address-over-limit");
        assertThat(watch(decider, "2001:db8:0:2::1", "news", "c").answer()).isEqualTo(Answer.ALLOW);
    }

    /** Strangers aren't told of each other, and nobody is ended for one. */
    @Test
    void ofAChannelWhoeverWatches() {
        Decider decider = decider(limit("camera", "", 1, PlaceOwner.CHANNEL, false), NOBODY);

        assertThat(watch(decider, "203.0.113.1", "camera", "a").answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, "203.0.113.2", "camera", "b"))
                .satisfies(denied -> assertThat(denied.reasonCode()).isEqualTo("channel-full"))
                .satisfies(denied -> assertThat(denied.why()).isEqualTo("over the limit 'camera' of 1 sessions"));
        assertThat(watch(decider, "203.0.113.1", "camera", "a").answer()).isEqualTo(Answer.ALLOW);
    }

    /** T64: also where the oldest is ended, and on an address that many share. */
    @ParameterizedTest
    @EnumSource(names = {"CHANNEL", "ADDRESS"})
    void nobodyGoesForAnotherUser(PlaceOwner of) {
        // Given
        AtomicReference<Verdict> verdict = new AtomicReference<>(new Verdict.Allow(ANNA));
        Decider decider = TestingRules.decider(
                List.of(TestingRules.rule("everyone", List.of("a"), Combining.ANY_ALLOWS)),
                List.of(limit("some", "", 1, of, false)),
                TestingContext.remembering(
                        TestingSessions.settings(OverLimit.END_OLDEST, Follow.ADDRESS_AGENT, 1_000),
                        new TestingClock().clock()),
                TestingAuthority.saying("a", OnUnavailable.DENY, verdict::get));
        watch(decider, "203.0.113.1", "camera", "a");

        // When
        verdict.set(new Verdict.Allow(Grant.lasting(Duration.ofHours(1)).user("boris")));
        Decision stranger = watch(decider, "203.0.113.1", "camera", "b");
        verdict.set(new Verdict.Allow(ANNA));
        Decision own = watch(decider, "203.0.113.1", "camera", "c");

        // Then
        assertThat(stranger.answer()).isEqualTo(Answer.DENY);
        assertThat(own.answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, "203.0.113.1", "camera", "a").isKnown()).isFalse();
    }

    @Test
    void aHouseholdTakesOnePlace() {
        Decider decider = decider(limit("homes", "", 1, PlaceOwner.USER, true), ANNA);

        assertThat(watch(decider, "203.0.113.1", "news", "a").answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, "203.0.113.1", "sport", "b").answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, "203.0.113.2", "news", "c").why())
                .isEqualTo("over the limit 'homes' of 1 addresses, held by 203.0.113.1 on news, 203.0.113.1 on sport");
    }

    /** One address that opens sessions without end fills neither memory nor time. */
    @Test
    void butAHouseholdIsNoCrowd() {
        Decider decider = decider(limit("homes", "", 1, PlaceOwner.USER, true), ANNA);

        int allowed = 0;
        for (int i = 0; i < 250; i++) {
            allowed += watch(decider, "203.0.113.1", "ch" + i, "t" + i).answer() == Answer.ALLOW ? 1 : 0;
        }

        assertThat(allowed).isEqualTo(200);
    }

    @Test
    void besideTheGrantsOwn() {
        Decider decider = decider(limit("many", "", 10, PlaceOwner.USER, false), ANNA.maxSessions(1));

        watch(decider, "203.0.113.1", "news", "a");

        assertThat(watch(decider, "203.0.113.2", "news", "b").why()).startsWith("over the limit of 1 sessions");
    }

    /** A refusal by the second limit takes no place of the first, and ends nobody. */
    @Test
    void allOfThemOrNone() {
        Decider decider = TestingRules.decider(
                List.of(TestingRules.rule("everyone", List.of("a"), Combining.ANY_ALLOWS)),
                List.of(
                        limit("two", "", 2, PlaceOwner.TOKEN, false),
                        limit("camera", "channel: [camera]", 1, PlaceOwner.CHANNEL, false)),
                context,
                TestingAuthority.says("a", new Verdict.Allow(NOBODY)));
        watch(decider, "203.0.113.1", "camera", "x");

        assertThat(watch(decider, "203.0.113.2", "camera", "t").reasonCode()).isEqualTo("channel-full");
        assertThat(watch(decider, "203.0.113.3", "news", "t").answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, "203.0.113.4", "news", "t").answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, "203.0.113.5", "news", "t").reasonCode()).isEqualTo("token-over-limit");
    }

    /** Who watches isn't thrown out, and is counted by what holds from then on. */
    @Test
    void asTheyAreAfterAReload() {
        Decider before = decider(limit("camera", "", 3, PlaceOwner.CHANNEL, false), NOBODY);
        watch(before, "203.0.113.1", "camera", "a");
        watch(before, "203.0.113.2", "camera", "b");

        Decider after = decider(limit("camera", "", 1, PlaceOwner.CHANNEL, false), NOBODY);

        assertThat(watch(after, "203.0.113.1", "camera", "a").answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(after, "203.0.113.2", "camera", "b").answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(after, "203.0.113.3", "camera", "c").reasonCode()).isEqualTo("channel-full");
    }

    @Test
    void whoPublishesTakesNoPlace() {
        Decider decider = TestingRules.decider(
                List.of(TestingRules.asking("all", TestingRules.when("action: [play, publish]"), "a")),
                List.of(limit("camera", "", 1, PlaceOwner.CHANNEL, false)),
                context,
                TestingAuthority.says("a", new Verdict.Allow(NOBODY)));

        assertThat(ask(decider, request("203.0.113.1", "camera", "p").action(Action.PUBLISH))
                        .answer())
                .isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, "203.0.113.2", "camera", "a").answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, "203.0.113.3", "camera", "b").answer()).isEqualTo(Answer.DENY);
    }

    /** T58: a viewing that neither a token nor the caller names is counted by where it is. */
    @Test
    void ofViewingsWithoutANameToo() {
        Decider decider = decider(limit("camera", "", 1, PlaceOwner.CHANNEL, false), NOBODY);

        assertThat(watch(decider, "203.0.113.1", "camera", "").answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, "203.0.113.1", "camera", "").answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, "203.0.113.2", "camera", "").reasonCode()).isEqualTo("channel-full");
    }

    @Test
    void ofViewersWhomNobodyVerified() {
        Decider decider = TestingRules.decider(
                List.of(TestingRules.rule("everyone", List.of("a"), Combining.ANY_ALLOWS)),
                List.of(limit("camera", "", 1, PlaceOwner.CHANNEL, false)),
                context,
                TestingAuthority.says("a", OnUnavailable.ALLOW, new Verdict.Unavailable("refused")));

        assertThat(watch(decider, "203.0.113.1", "camera", "a").answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, "203.0.113.2", "camera", "b"))
                .satisfies(denied -> assertThat(denied.answer()).isEqualTo(Answer.DENY))
                .satisfies(denied -> assertThat(denied.reasonCode()).isEqualTo("channel-full"));
    }

    @Test
    void whoIsDeniedGoesWhereTheReasonSends() {
        // Given
        Location later = new Location("http://tv.example.com/later");
        RuleSettings rule = new RuleSettings(
                "everyone",
                Optional.empty(),
                Optional.empty(),
                List.of("a"),
                Combining.ANY_ALLOWS,
                List.of(),
                1,
                Optional.of(new Location("http://tv.example.com/promo")),
                Map.of("channel-full", later));
        List<SessionLimitSettings> camera = List.of(limit("camera", "", 1, PlaceOwner.CHANNEL, false));
        Decider allowing = TestingRules.decider(
                List.of(rule), camera, context, TestingAuthority.says("a", new Verdict.Allow(NOBODY)));
        Decider denying = TestingRules.decider(
                List.of(rule),
                camera,
                TestingContext.remembering(),
                TestingAuthority.says("a", new Verdict.Deny("no")));

        // When
        watch(allowing, "203.0.113.1", "camera", "a");

        // Then
        assertThat(watch(allowing, "203.0.113.2", "camera", "b").redirect()).contains(later);
        assertThat(watch(allowing, "203.0.113.2", "camera", "b").redirect()).contains(later); // from memory
        assertThat(watch(denying, "203.0.113.2", "camera", "b").redirect())
                .contains(new Location("http://tv.example.com/promo"));
    }

    private Decider decider(SessionLimitSettings limit, Grant grant) {
        return TestingRules.decider(
                List.of(TestingRules.rule("everyone", List.of("a"), Combining.ANY_ALLOWS)),
                List.of(limit),
                context,
                TestingAuthority.says("a", new Verdict.Allow(grant)));
    }

    static SessionLimitSettings limit(String name, String when, int most, PlaceOwner of, boolean household) {
        Optional<ConditionSettings> conditions =
                when.isEmpty() ? Optional.empty() : Optional.of(TestingRules.when(when));
        return new SessionLimitSettings(name, conditions, most, of, household);
    }

    private static Decision watch(Decider decider, String client, String channel, String token) {
        return ask(decider, request(client, channel, token));
    }

    private static Decision show(Decider decider, String query) {
        return ask(decider, request("203.0.113.1", "news", "").query(query));
    }

    private static AccessRequest.Builder request(String client, String channel, String token) {
        return AccessRequest.builder()
                .clientAddress(client)
                .channel(channel)
                .path("/live/" + channel + "/index.m3u8")
                .userAgent("VLC")
                .query(token.isEmpty() ? "" : "token=" + token);
    }

    private static Decision ask(Decider decider, AccessRequest.Builder request) {
        return decider.decide(TestingRequests.of(request.build())).join();
    }
}
