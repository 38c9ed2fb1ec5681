package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.api.Header;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.decision.TestingContext;
import tv.usher.engine.decision.TestingRules;
import tv.usher.engine.session.Follow;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.util.TestingClock;

class EdgesAnswerByThemselvesOnlyWhenToldToTest {

    private static final Verdict DENY = new Verdict.Deny("status 403");

    private final TestingClock clock = new TestingClock();
    private final AtomicReference<Verdict> verdict = new AtomicReference<>(
            new Verdict.Allow(Grant.lasting(Duration.ofSeconds(100)).user("77").sessionName("anna")));
    private Dialects dialects;
    private Decider decider;

    @Test
    void unlessConfiguredEveryAnswerForbidsIt() {
        with(TestingSessions.settings());

        assertThat(caching(ask("/nginx", "/live/one/index.m3u8?token=T", "")))
                .containsExactly("Cache-Control: no-store");
        verdict.set(DENY);
        assertThat(caching(ask("/nginx", "/live/two/index.m3u8?token=T", "")))
                .containsExactly("Cache-Control: no-store");
    }

    @Test
    void noLongerThanConfiguredAndThanTheGrantHolds() {
        with(TestingSessions.edge(Follow.ADDRESS_AGENT, Duration.ofSeconds(5)));

        assertThat(caching(ask("/nginx", "/live/one/index.m3u8?token=T", "")))
                .containsExactly("Cache-Control: max-age=5", "X-Accel-Expires: 5");
        clock.passes(Duration.ofSeconds(50));
        ask("/nginx", "/live/one/seg-1.ts", "");
        clock.passes(Duration.ofSeconds(47));
        assertThat(caching(ask("/nginx", "/live/one/seg-2.ts", "")))
                .containsExactly("Cache-Control: max-age=3", "X-Accel-Expires: 3");
    }

    @Test
    void denialsAndViewersWhoAreNotRememberedAreNeverCached() {
        with(TestingSessions.edge(Follow.ADDRESS_AGENT, Duration.ofSeconds(5)));

        assertThat(caching(ask("/nginx", "/live/one/index.m3u8", ""))).containsExactly("Cache-Control: no-store");
        verdict.set(DENY);
        assertThat(caching(ask("/nginx", "/live/two/index.m3u8?token=T", "")))
                .containsExactly("Cache-Control: no-store");
    }

    @Test
    void cookiesAreNothingThatTheEdgesKeySees() {
        with(TestingSessions.edge(Follow.COOKIE, Duration.ofSeconds(5)));

        assertThat(caching(ask("/nginx", "/live/one/index.m3u8?token=T", "")))
                .containsExactly("Cache-Control: no-store");
    }

    @Test
    void cookieFollowsTheViewerBelowItsFolderAlone() {
        // Given
        with(TestingSessions.edge(Follow.COOKIE, Duration.ZERO));
        Reply granted = ask("/nginx", "/live/one/index.m3u8?token=T", "");
        String setCookie = value(granted, "Set-Cookie");
        assertThat(setCookie).matches("usher=[0-9a-f]{32}; Path=/live/one/; HttpOnly; SameSite=Lax");
        String cookie = setCookie.substring(0, setCookie.indexOf(';'));
        verdict.set(DENY);

        // Then
        assertThat(ask("/nginx", "/live/one/v1/seg-1.ts", "a=b; " + cookie).status())
                .isEqualTo(200);
        assertThat(ask("/nginx", "/live/one/v1/seg-1.ts", "").status()).isEqualTo(403);
        assertThat(ask("/nginx", "/live/two/seg-1.ts", cookie).status()).isEqualTo(403);
        assertThat(ask("/nginx", "/live/one/seg-1.ts", "usher=" + "0".repeat(32))
                        .status())
                .isEqualTo(403);
        assertThat(ask("/nginx", "/live/one/seg-1.ts", "usher=; usher=x;;=;usher")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void folderThatWouldBeMoreThanTheCookiesPathIsRefused() {
        with(TestingSessions.edge(Follow.COOKIE, Duration.ZERO));

        assertThatThrownBy(() -> ask("/nginx", "/live/one;Domain=example.com/index.m3u8?token=T", ""))
                .isInstanceOf(UnreadableCall.class);
    }

    private void with(SessionSettings settings) {
        TestingAuthority portal = TestingAuthority.saying("portal", OnUnavailable.DENY, verdict::get);
        dialects = TestingDialects.speaking(settings);
        decider = TestingRules.everyoneAsks(TestingContext.remembering(settings, clock.clock()), portal);
    }

    private Reply ask(String target, String uri, String cookie) {
        TestingCall call = TestingCall.to(target)
                .with("X-Original-URI", uri)
                .with("X-Real-IP", "203.0.113.7")
                .with("Cookie", cookie);
        Dialect dialect = dialects.at(target);
        DecisionRequest decisionRequest = dialect.read(call);
        return dialect.write(
                decisionRequest.request(), decider.decide(decisionRequest).join());
    }

    private static List<String> caching(Reply reply) {
        return reply.headers().stream()
                .filter(header ->
                        header.name().equals("Cache-Control") || header.name().startsWith("X-Accel"))
                .map(header -> header.name() + ": " + header.value())
                .toList();
    }

    private static String value(Reply reply, String name) {
        return reply.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }
}
