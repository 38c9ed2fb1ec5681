package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.decision.TestingContext;
import tv.usher.engine.decision.TestingRules;

/** T10, T11 and T13 on the whole walk: a path or host in disguise is judged by its own rule, or by none. */
class WhatIsMatchedIsWhatIsSentTest {

    private static final String[] DISGUISES = {
        "/vip/1",
        "/%76ip/1",
        "/%56ip/1",
        "/free/../vip/1",
        "/free/..%2fvip/1",
        "/free/%2e%2E/vip/1",
        "/free/.%2e/vip/1",
        "/./vip/1",
        "//vip/1",
        "/vip//1",
        "/vip%2f1",
        "/vip%2F1",
        "/vip%5c1",
        "/vip\\1",
        "/vip;x=/free/1",
        "/free;/../vip/1",
        "/vip%00/1",
        "/vip/1%0d%0a",
        "/%c0%afvip/1",
        "/%c1%b6ip/1",
        "/%2576ip/1",
        "/vip/1#/../free/1",
        "/free/1#/../../vip/1",
        "/vip/1%23",
        "/free/%23/../../vip/1",
        "http://live.example.com/vip/1"
    };

    private final TestingAuthority portal =
            TestingAuthority.says("portal", new Verdict.Allow(Grant.lasting(Duration.ofHours(1))));

    private final Decider decider =
            TestingRules.decider(TestingRules.access("""
                    - {name: vip, when: {path: ["/vip/**"]}, then: deny}
                    - {name: pay, when: {host: [pay.example.com]}, then: deny}
                    """), TestingContext.remembering(), portal);

    private static Stream<Arguments> disguisedPaths() {
        return Stream.of(DISGUISES)
                .flatMap(path -> Stream.of(
                        Arguments.of("nginx", "X-Original-URI", path),
                        Arguments.of("forward-auth", "X-Forwarded-Uri", path),
                        Arguments.of("cesbo", "X-Real-Path", path)));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("disguisedPaths")
    void aPathInDisguiseFindsItsRuleOrNone(String dialect, String header, String path) {
        read(dialect, TestingCall.to('/' + dialect).with(header, path)).ifPresent(request -> {
            // Only a server that reads escapes of letters in another way than all others do would take this for another
            // path.
            assertThat(request.path()).isIn("/vip/1", "/Vip/1");
            assertThat(decide(dialect, request).rule()).isEqualTo(request.path().equals("/vip/1") ? "vip" : "");
        });
    }

    @ParameterizedTest
    @MethodSource("disguisedHosts")
    void aHostInDisguiseFindsItsRuleOrNone(String host) {
        Stream.of("nginx", "forward-auth")
                .flatMap(dialect -> read(
                        dialect,
                        TestingCall.to('/' + dialect)
                                .with("X-Original-URI", "/free/1")
                                .with("X-Forwarded-Uri", "/free/1")
                                .with("X-Forwarded-Host", host))
                        .stream())
                .forEach(request -> {
                    assertThat(request.host()).isEqualTo("pay.example.com");
                    assertThat(decide("nginx", request).rule()).isEqualTo("pay");
                });
    }

    private static Stream<String> disguisedHosts() {
        return Stream.of(
                "pay.example.com",
                "PAY.Example.COM",
                "pay.example.com.",
                "pay.example.com:443",
                "PAY.example.com.:8080",
                "free.example.com@pay.example.com",
                "pay.example.com@free.example.com",
                "pay.example.com/free",
                "pay.example.com:80:80",
                "pay..example.com",
                "p%61y.example.com",
                "pay.example.com\\.free.example.com",
                " pay.example.com");
    }

    @Test
    void whatTheRulesSawIsWhatTheBackendGets() {
        // Given
        Decider asking = TestingRules.everyoneAsks(TestingContext.remembering(), portal);
        AccessRequest request = read(
                        "nginx",
                        TestingCall.to("/nginx")
                                .with("X-Original-URI", "/%6cive/caf%c3%a9/1.ts?a=%6c&token=1")
                                .with("X-Forwarded-Host", "LIVE.example.com:8080"))
                .orElseThrow();

        // When
        asking.decide(new DecisionRequest("nginx", "127.0.0.1", "", request)).join();

        // Then
        assertThat(portal.questions()).containsExactly(request);
        assertThat(request.path()).isEqualTo("/live/caf%C3%A9/1.ts");
        assertThat(request.host()).isEqualTo("live.example.com");
        assertThat(request.query().raw()).isEqualTo("a=%6c&token=1");
    }

    private Decision decide(String dialect, AccessRequest request) {
        return decider.decide(new DecisionRequest(dialect, "127.0.0.1", "", request))
                .join();
    }

    /** Empty if the dialect refuses it. */
    private static Optional<AccessRequest> read(String dialect, TestingCall call) {
        try {
            return Optional.of(
                    TestingDialects.speaking().at('/' + dialect).read(call).request());
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }
}
