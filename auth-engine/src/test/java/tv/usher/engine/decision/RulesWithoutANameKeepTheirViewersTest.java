package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.decision.TestingPlatform.request;
import static tv.usher.engine.decision.TestingRules.when;

import java.util.List;
import org.junit.jupiter.api.Test;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.rule.ConditionSettings;

/** Whatever rules come and go around a rule without a name: its sessions are told by what it asks and when, and not by its place. */
class RulesWithoutANameKeepTheirViewersTest {

    private static final RuleSettings OFFICE = TestingRules.access(
                    "- {name: office, when: {address: [10.0.0.0/8]}, then: allow}")
            .get(0);

    private final TestingPlatform platform = new TestingPlatform();
    private final TestingAuthority portal = platform.portal;
    private final RuleSettings unnamed = TestingPlatform.asks("", "portal");

    @Test
    void whenARuleIsAddedAbove() {
        // Given
        assertThat(plays("playlist.m3u8", "token=T", unnamed).rule()).isEqualTo("rule 1");

        // Then
        Decision segment = plays("segment.ts", "", OFFICE, unnamed);
        assertThat(segment.answer()).isEqualTo(Answer.ALLOW);
        assertThat(segment.rule()).as("its place now").isEqualTo("rule 2");
        assertThat(plays("playlist.m3u8", "token=T", OFFICE, unnamed).answer()).isEqualTo(Answer.ALLOW);
        assertThat(portal.questions()).hasSize(1);
    }

    @Test
    void whenARuleAboveGoesOrItsOwnConditionsChangePlaces() {
        // Given
        RuleSettings channels = asks("path: ['/live/**', '/vip/**'], user-agent: [VLC, mpv]");
        plays("playlist.m3u8", "token=T", OFFICE, channels);

        // Then
        RuleSettings rewritten = asks("user-agent: [mpv, VLC], path: ['/vip/**', '/live/**']");
        assertThat(plays("segment.ts", "", rewritten).answer()).isEqualTo(Answer.ALLOW);
        assertThat(portal.questions()).hasSize(1);
    }

    @Test
    void unlessItAsksOrHoldsOtherwise() {
        // Given
        plays("playlist.m3u8", "token=T", asks("host: [a.example]"));

        // Then
        assertThat(plays("segment.ts", "", asks("host: [b.example]")).answer()).isEqualTo(Answer.DENY);
        assertThat(plays("segment.ts", "", asks("not-host: [a.example]")).answer())
                .isEqualTo(Answer.DENY);
        assertThat(plays("segment.ts", "", unnamed).answer()).isEqualTo(Answer.DENY);
    }

    /** What is written here is in the stores of those who run Usher: another text forgets their viewers at the upgrade. */
    @Test
    void afterAnUpgradeToo() {
        assertThat(TestingPlatform.asks("everyone", "portal", "other").identity())
                .isEqualTo("everyone ANY_ALLOWS [portal, other]");
        assertThat(unnamed.identity())
                .isEqualTo(" ANY_ALLOWS [portal] e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(when("percent: 10, parameter: {lang: [ru, de]}, not-host: ['*.a.example'],"
                                + " address: [10.0.0.0/8, '::1'], action: [publish]")
                        .text())
                .isEqualTo("6:action9:7:PUBLISH"
                        + "7:address22:10:10.0.0.0/87:::1/128"
                        + "7:notHost14:11:*.a.example"
                        + "9:parameter16:4:lang8:2:de2:ru"
                        + "7:percent4:2:10");
        assertThat(ConditionSettings.ALWAYS.text()).isEmpty();
    }

    private static RuleSettings asks(String when) {
        return TestingRules.asking("", when(when), "portal");
    }

    private Decision plays(String file, String query, RuleSettings... access) {
        platform.verdict.set(query.isEmpty() ? TestingPlatform.DENY : TestingPlatform.ALLOW);
        return platform.rules(List.of(access), portal)
                .decide(TestingRequests.of(
                        request("/live/ch1/" + file, query).host("a.example").build()))
                .join();
    }
}
