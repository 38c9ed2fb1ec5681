package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Location;
import tv.usher.api.Secret;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.session.PlaceOwner;
import tv.usher.engine.session.TestingSettings;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.TestingClock;

class PortalsGetCodesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Grant ANNA =
            Grant.lasting(Duration.ofHours(1)).user("anna").maxSessions(1);
    private static final UserId AT_A = new UserId("a", "anna");

    private final TestingClock clock = new TestingClock();
    private final SessionContext context = TestingContext.remembering(
            new TestingSettings().oneTimeCodes(MINUTE).build(), clock.clock());

    @Test
    void whoIsOverALimitGetsACodeForHisUser() {
        // Given
        Decider decider = decider(context, "", new Verdict.Allow(ANNA));
        assertThat(watch(decider, "203.0.113.1", "x").code()).isEmpty();

        // When
        String first = code(watch(decider, "203.0.113.2", "y"));
        clock.passes(Duration.ofSeconds(1));
        String fromMemory = code(watch(decider, "203.0.113.2", "y"));

        // Then
        assertThat(context.codes().isGood(first, AT_A)).isTrue();
        assertThat(context.codes().isGood(fromMemory, AT_A)).isTrue();
        assertThat(fromMemory).isNotEqualTo(first);
    }

    /** The code is of the backend that named the user, which isn't the one whose verdict counts. */
    @Test
    void whereSeveralMustAllowTheUserIsOfWhoNamedHim() {
        // Given
        Decider decider = TestingRules.decider(
                List.of(TestingRules.rule("everyone", List.of("b", "a"), Combining.ALL_ALLOW)),
                context,
                TestingAuthority.says("b", new Verdict.Allow(Grant.lasting(Duration.ofHours(1)))),
                TestingAuthority.says("a", new Verdict.Allow(ANNA)));
        watch(decider, "203.0.113.1", "x");

        // Then
        assertThat(context.codes().isGood(code(watch(decider, "203.0.113.2", "y")), AT_A))
                .isTrue();
    }

    @Test
    void whoIsDeniedForAnythingElseGetsNone() {
        // Given
        Decider denying = decider(context, "", new Verdict.Deny("no"));
        Decider camera = TestingRules.decider(
                List.of(TestingRules.rule("camera", List.of("a"), Combining.ANY_ALLOWS)),
                List.of(LimitsOfTheOperatorHoldTest.limit("camera", "", 1, PlaceOwner.CHANNEL, false)),
                context,
                TestingAuthority.says(
                        "a", new Verdict.Allow(Grant.lasting(MINUTE).user("boris"))));
        watch(camera, "203.0.113.8", "z");

        // Then
        assertThat(watch(denying, "203.0.113.1", "x").code()).isEmpty();
        assertThat(watch(camera, "203.0.113.9", "y"))
                .satisfies(denied -> assertThat(denied.reasonCode()).isEqualTo("channel-full"))
                .satisfies(denied -> assertThat(denied.code()).isEmpty());
    }

    @Test
    void nobodyGetsOneUnlessTheOperatorSaysSo() {
        // Given
        Decider decider = decider(TestingContext.remembering(), "", new Verdict.Allow(ANNA));
        watch(decider, "203.0.113.1", "x");

        // Then
        assertThat(watch(decider, "203.0.113.2", "y").reasonCode()).isEqualTo("over-limit");
        assertThat(watch(decider, "203.0.113.2", "y").code()).isEmpty();
    }

    @Test
    void theAddressWhereHeIsSentHasIt() {
        for (String address : new String[] {
            "https://tv.example.com/screens", "https://tv.example.com/screens?a=b", "https://tv.example.com/#/screens"
        }) {
            // Given
            SessionContext memory = TestingContext.remembering(
                    new TestingSettings().oneTimeCodes(MINUTE).build(), clock.clock());
            Decider decider = decider(memory, address, new Verdict.Allow(ANNA));
            watch(decider, "203.0.113.1", "x");

            // When
            Decision denied = watch(decider, "203.0.113.2", "y");

            // Then
            String code = code(denied);
            assertThat(denied.redirect().map(Location::address))
                    .contains(
                            switch (address) {
                                case "https://tv.example.com/screens" -> address + "?denied-code=" + code;
                                case "https://tv.example.com/screens?a=b" -> address + "&denied-code=" + code;
                                default -> "https://tv.example.com/?denied-code=" + code + "#/screens";
                            });
            assertThat(denied.redirect().toString()).doesNotContain(code);
            assertThat(denied.toString()).doesNotContain(code);
        }
    }

    /** That one is mostly a channel of somebody else's. */
    @Test
    void theAddressForAllOthersHasNone() {
        // Given
        Location promotion = new Location("https://tv.example.com/promotion");
        RuleSettings rule = new RuleSettings(
                "everyone",
                Optional.empty(),
                Optional.empty(),
                List.of("a"),
                Combining.ANY_ALLOWS,
                List.of(),
                1,
                Optional.of(promotion),
                Map.of());
        Decider decider =
                TestingRules.decider(List.of(rule), context, TestingAuthority.says("a", new Verdict.Allow(ANNA)));
        watch(decider, "203.0.113.1", "x");

        // Then
        assertThat(watch(decider, "203.0.113.2", "y").redirect()).contains(promotion);
    }

    @Test
    void anAddressWithoutRoomStaysAsItIs() {
        // Given
        String address = "https://tv.example.com/" + "x".repeat(Location.MAX_LENGTH - 30);
        Decider decider = decider(context, address, new Verdict.Allow(ANNA));
        watch(decider, "203.0.113.1", "x");

        // Then
        assertThat(watch(decider, "203.0.113.2", "y").redirect()).contains(new Location(address));
    }

    private static Decider decider(SessionContext context, String overLimit, Verdict verdict) {
        Map<String, Location> locations =
                overLimit.isEmpty() ? Map.of() : Map.of("over-limit", new Location(overLimit));
        RuleSettings rule = new RuleSettings(
                "everyone",
                Optional.empty(),
                Optional.empty(),
                List.of("a"),
                Combining.ANY_ALLOWS,
                List.of(),
                1,
                Optional.empty(),
                locations);
        return TestingRules.decider(List.of(rule), context, TestingAuthority.says("a", verdict));
    }

    private static String code(Decision denied) {
        return denied.code().map(Secret::reveal).orElseThrow();
    }

    private static Decision watch(Decider decider, String client, String token) {
        return decider.decide(TestingRequests.of(AccessRequest.builder()
                        .clientAddress(client)
                        .path("/live/news/index.m3u8")
                        .query("token=" + token)
                        .build()))
                .join();
    }
}
