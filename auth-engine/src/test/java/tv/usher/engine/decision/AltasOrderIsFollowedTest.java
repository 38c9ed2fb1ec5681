package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Secret;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.check.Checks;
import tv.usher.engine.check.LinkFormat;
import tv.usher.engine.check.SignedLink;
import tv.usher.engine.check.SignedLinkSettings;
import tv.usher.engine.check.TokenEntry;
import tv.usher.engine.check.TokensSettings;
import tv.usher.engine.check.jwt.KeyMemory;
import tv.usher.engine.net.ParameterName;
import tv.usher.engine.util.TestingClock;

/** Address, then signed link, then backend, then the default: the rules of the shipped example, with real checks. */
class AltasOrderIsFollowedTest {

    private static final String PATH = "/tv/news/index.m3u8";
    private static final String VIEWER = "203.0.113.7";
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Secret SECRET = Secret.of("a secret");
    private static final String LINK = link(VIEWER);
    private static final Verdict ALLOW = new Verdict.Allow(Grant.lasting(Duration.ofHours(10)));
    private static final Verdict DENY = new Verdict.Deny("status 403");
    private static final Verdict DEAD = new Verdict.Unavailable("connection refused");

    private final Checks checks = new Checks(null, new KeyMemory(), TestingClock.at(NOW));

    @AfterEach
    void close() {
        checks.close();
    }

    @Test
    void firstTheAddress() {
        TestingAuthority ministra = TestingAuthority.says("ministra", DENY);

        Decision decision = decide(ministra, "192.168.1.1", "token=whatever");

        assertThat(decision.answer()).isEqualTo(Answer.ALLOW);
        assertThat(decision.rule()).isEqualTo("office");
        assertThat(ministra.asks()).isZero();
    }

    @Test
    void thenTheLinkAndTheBackendIsNotAsked() {
        TestingAuthority ministra = TestingAuthority.says("ministra", DENY);

        Decision decision = decide(ministra, VIEWER, "token=" + LINK);

        assertThat(decision.answer()).isEqualTo(Answer.ALLOW);
        assertThat(decision.backend()).isEqualTo("links");
        assertThat(ministra.asks()).isZero();
    }

    @Test
    void aLinkThatDoesNotHoldIsTheLastWord() {
        TestingAuthority ministra = TestingAuthority.says("ministra", ALLOW);

        Decision decision = decide(ministra, VIEWER, "token=" + link("203.0.113.8"));

        assertThat(decision.answer()).isEqualTo(Answer.DENY);
        assertThat(decision.backend()).isEqualTo("links");
        assertThat(ministra.asks()).isZero();
    }

    @Test
    void aTokenOfAnotherShapeIsTheBackends() {
        TestingAuthority ministra = TestingAuthority.says("ministra", ALLOW);

        Decision decision = decide(ministra, VIEWER, "token=d41d8cd98f00b204e9800998ecf8427e");

        assertThat(decision.answer()).isEqualTo(Answer.ALLOW);
        assertThat(decision.backend()).isEqualTo("ministra");
    }

    @Test
    void aBackendThatCannotBeAskedIsPassedOver() {
        TestingAuthority ministra = TestingAuthority.says("ministra", OnUnavailable.DENY, DEAD);

        Decision decision = decide(ministra, VIEWER, "token=partner");

        assertThat(decision.answer()).isEqualTo(Answer.ALLOW);
        assertThat(decision.backend()).isEqualTo("partners");
        assertThat(decision.user()).isEqualTo("hotel");
    }

    @ParameterizedTest
    @CsvSource({"ALLOW, ALLOW", "DENY, DENY", "ERROR, ERROR"})
    void whenNobodyElseKnowsTheDefaultIsWhatTheOperatorChose(OnUnavailable action, Answer answer) {
        TestingAuthority ministra = TestingAuthority.says("ministra", action, DEAD);

        assertThat(decide(ministra, VIEWER, "token=123").answer()).isEqualTo(answer);
    }

    @Test
    void whenEverybodyAbstainsTheDefaultIsDeny() {
        TestingAuthority ministra = TestingAuthority.says("ministra", new Verdict.Abstain("no token"));

        assertThat(decide(ministra, VIEWER, "").answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void theGrantEndsWithTheLink() {
        Decision decision = decide(TestingAuthority.says("ministra", DENY), VIEWER, "token=" + LINK);

        assertThat(decision.grant().lifetime()).isEqualTo(Duration.ofMinutes(30));
    }

    private Decision decide(TestingAuthority ministra, String client, String query) {
        AccessRequest request = AccessRequest.builder()
                .clientAddress(client)
                .path(PATH)
                .query(query)
                .build();
        return decider(ministra).decide(TestingRequests.of("cesbo", request)).join();
    }

    private Decider decider(Authority ministra) {
        List<RuleSettings> access = new ArrayList<>(
                TestingRules.access("- {name: office, when: {address: [192.168.0.0/16]}, then: allow}"));
        access.add(TestingRules.rule("alta", List.of("links", "ministra", "partners"), Combining.FIRST_ANSWER));
        return TestingRules.decider(
                access,
                TestingContext.remembering(),
                checks.of("links", links(), null),
                ministra,
                checks.of("partners", partners(), null));
    }

    private static SignedLinkSettings links() {
        return new SignedLinkSettings(
                LinkFormat.ALTA,
                List.of(SECRET),
                true,
                Optional.empty(),
                Duration.ofDays(1),
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static TokensSettings partners() {
        TokenEntry hotel = new TokenEntry(Secret.of("partner"), "hotel", List.of(), Optional.empty(), Optional.empty());
        return new TokensSettings(
                Optional.empty(),
                List.of(hotel),
                new ParameterName("token"),
                Duration.ofHours(1),
                Optional.empty(),
                Optional.empty());
    }

    private static String link(String address) {
        long now = NOW.getEpochSecond();
        return SignedLink.sign(PATH, address, now - 60, now + 1800, SECRET, "salt")
                .token();
    }
}
