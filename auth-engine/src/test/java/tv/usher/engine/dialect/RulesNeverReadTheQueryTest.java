package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.decision.TestingContext;
import tv.usher.engine.decision.TestingRules;

/** T12, and its other side: {@code parameter} reads nothing else. */
class RulesNeverReadTheQueryTest {

    private static final Decider EVERYTHING_ELSE =
            TestingRules.decider(TestingRules.access("""
                    - {name: path, when: {path: ["/free/**", "**free**"]}, then: allow}
                    - {name: host, when: {host: [free.example.com]}, then: allow}
                    - {name: channel, when: {channel: ["*free*"]}, then: allow}
                    - {name: agent, when: {user-agent: ["*free*"]}, then: allow}
                    - {name: referer, when: {referer: ["*free*"]}, then: allow}
                    - {name: protocol, when: {protocol: [free]}, then: allow}
                    """), TestingContext.remembering());

    private static final Decider PARAMETER = TestingRules.decider(
            TestingRules.access("- {name: free, when: {parameter: {free: []}}, then: allow}"),
            TestingContext.remembering());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "free",
                "x=/free/1",
                "/free/1",
                "x=1&path=/free/1&host=free.example.com&channel=free&name=free&protocol=free",
                "?/free/1",
                "x=%2Ffree%2F1",
                "host=free.example.com",
                "X-Channel-Id=free&X-Real-Path=/free/1&User-Agent=free&Referer=free"
            })
    void noOtherConditionHoldsForWhatStandsInTheQuery(String query) {
        for (AccessRequest request : List.of(
                read("nginx", TestingCall.to("/nginx").with("X-Original-URI", "/paid/1?" + query)),
                read("forward-auth", TestingCall.to("/forward-auth").with("X-Forwarded-Uri", "/paid/1?" + query)),
                read("cesbo", TestingCall.to("/cesbo?" + query).with("X-Real-Path", "/paid/1")))) {
            assertThat(request.query().raw()).isEqualTo(query);
            assertThat(ruleOf(EVERYTHING_ELSE, request)).isEmpty();
        }
    }

    @Test
    void noParameterStandsAnywhereElse() {
        // Given
        TestingCall call = TestingCall.to("/nginx?free=1")
                .with("X-Original-URI", "/free=1/&free=1/%3Ffree=1?paid=1")
                .with("User-Agent", "?free=1")
                .with("Referer", "http://free.example.com/?free=1")
                .with("Cookie", "free=1");

        // Then
        assertThat(ruleOf(PARAMETER, read("nginx", call))).isEmpty();
        assertThatThrownBy(() -> read("nginx", TestingCall.to("/nginx").with("X-Original-URI", "/a;free=1")))
                .isInstanceOf(UnreadableCall.class);
    }

    private static String ruleOf(Decider decider, AccessRequest request) {
        return decider.decide(new DecisionRequest("nginx", "127.0.0.1", "", request))
                .join()
                .rule();
    }

    private static AccessRequest read(String dialect, TestingCall call) {
        return TestingDialects.speaking().at('/' + dialect).read(call).request();
    }
}
