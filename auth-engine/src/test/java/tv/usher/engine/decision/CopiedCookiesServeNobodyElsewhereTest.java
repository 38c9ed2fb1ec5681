package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.engine.session.CookieBinding;
import tv.usher.engine.session.Follow;
import tv.usher.engine.session.TestingSettings;

/** T56. */
class CopiedCookiesServeNobodyElsewhereTest {

    @ParameterizedTest
    @EnumSource(CookieBinding.class)
    void cookieIsGoodWhereTheOperatorSays(CookieBinding binds) {
        // Given
        TestingPlatform platform = new TestingPlatform(
                new TestingSettings().follow(Follow.COOKIE).cookieBinds(binds).build());
        Decider rules = platform.rules(List.of(TestingPlatform.asks("everyone", "portal")), platform.portal);
        Decision let = ask(rules, "203.0.113.7", "/live/ch1/index.m3u8", "token=T", "");
        String cookie = Objects.requireNonNull(
                        Objects.requireNonNull(let.pass()).cookie())
                .value();

        // When
        platform.verdict.set(TestingPlatform.DENY);

        // Then
        assertThat(ask(rules, "203.0.113.7", "/live/ch1/seg.ts", "", cookie).answer())
                .isEqualTo(Answer.ALLOW);
        assertThat(ask(rules, "203.0.113.7", "/live/ch1/seg.ts", "", "").answer())
                .isEqualTo(Answer.DENY);
        assertThat(ask(rules, "203.0.113.7", "/live/ch2/seg.ts", "", cookie).answer())
                .isEqualTo(Answer.DENY);
        assertThat(ask(rules, "203.0.113.8", "/live/ch1/seg.ts", "", cookie).answer())
                .isEqualTo(binds == CookieBinding.ADDRESS ? Answer.DENY : Answer.ALLOW);
    }

    private static Decision ask(Decider rules, String client, String path, String query, String cookie) {
        return rules.decide(new DecisionRequest(
                        "nginx",
                        "127.0.0.1",
                        cookie,
                        TestingPlatform.request(path, query)
                                .clientAddress(client)
                                .build()))
                .join();
    }
}
