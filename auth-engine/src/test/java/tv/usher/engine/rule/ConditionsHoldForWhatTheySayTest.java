package tv.usher.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.decision.TestingRequests;
import tv.usher.engine.decision.TestingRules;

class ConditionsHoldForWhatTheySayTest {

    private static final String[] EVERY_CONDITION = {
        "address: [0.0.0.0/0, '::/0']",
        "path: ['**']",
        "host: ['*.example.com']",
        "channel: ['*']",
        "user-agent: ['*']",
        "referer: ['*']",
        "caller: [0.0.0.0/0, '::/0']",
        "dialect: [nginx]",
        "protocol: [hls]",
        "parameter: {token: []}",
        "country: [DE]"
    };

    private static final DecisionRequest KNOWN = new DecisionRequest(
            "nginx",
            "192.0.2.1",
            "",
            AccessRequest.builder()
                    .clientAddress("203.0.113.7")
                    .path("/vip/index.m3u8")
                    .host("live.example.com")
                    .channel("news-1")
                    .userAgent("VLC/3.0.18 LibVLC/3.0.18")
                    .referer("https://www.example.com/watch?ch=1")
                    .protocol("HLS")
                    .action(Action.PUBLISH)
                    .query("token=abc&device=stb")
                    .build());

    private static final DecisionRequest UNKNOWN =
            new DecisionRequest("", "", "", AccessRequest.builder().build());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            address: [203.0.113.0/24, 'fd00::/8'] | true
            address: [203.0.114.0/24]             | false
            path: ['/vip/**', '/other']           | true
            path: ['/VIP/**']                     | false
            host: ['*.example.com']               | true
            host: [example.com]                   | false
            channel: [news-*]                     | true
            channel: [NEWS-*]                     | false
            channel: [news]                       | false
            user-agent: [vlc/*]                   | true
            user-agent: ['*LIBvlc*']              | true
            user-agent: [vlc]                     | false
            referer: ['https://*.EXAMPLE.com/*']  | true
            referer: ['https://example.com/*']    | false
            caller: [192.0.2.0/30]                | true
            caller: [203.0.113.7]                 | false
            dialect: [cesbo, nginx]               | true
            dialect: [cesbo]                      | false
            protocol: [dash, hls]                 | true
            protocol: [rtmp]                      | false
            action: [publish]                     | true
            action: [play]                        | false
            parameter: {token: []}                | true
            parameter: {device: [tv, stb]}        | true
            parameter: {device: [STB]}            | false
            parameter: {device: [st]}             | false
            country: [AT, DE]                     | true
            country: [AT, unknown]                | false
            """)
    void andTheNotFormForEverythingElse(String condition, boolean holds) {
        assertThat(holds(condition, KNOWN)).isEqualTo(holds);
        assertThat(holds("not-" + condition, KNOWN)).isEqualTo(!holds);
    }

    @Test
    void anUnknownFactHoldsForNoneAndForEveryNotForm() {
        for (String condition : EVERY_CONDITION) {
            assertThat(holds(condition, KNOWN)).as(condition).isTrue();
            assertThat(holds(condition, UNKNOWN)).as(condition).isFalse();
            assertThat(holds("not-" + condition, UNKNOWN)).as(condition).isTrue();
        }
        assertThat(holds("percent: 100", UNKNOWN)).isFalse();
    }

    @Test
    void whoCannotBePlacedIsToldApart() {
        DecisionRequest elsewhere = TestingRequests.of(
                AccessRequest.builder().clientAddress("198.51.100.1").build());

        assertThat(holds("country: [unknown]", elsewhere)).isTrue();
        assertThat(holds("country: [unknown]", UNKNOWN)).isTrue();
        assertThat(holds("country: [unknown]", KNOWN)).isFalse();
        assertThat(holds("not-country: [DE]", elsewhere)).isTrue();
        assertThat(holds("not-country: [DE, unknown]", elsewhere)).isFalse();
    }

    @Test
    void eachParameterIsAConditionOfItsOwn() {
        assertThat(holds("parameter: {token: [abc], device: [stb]}", KNOWN)).isTrue();
        assertThat(holds("parameter: {token: [abc], device: [tv]}", KNOWN)).isFalse();
        assertThat(holds("not-parameter: {token: [xyz], device: [tv]}", KNOWN)).isTrue();
        assertThat(holds("not-parameter: {token: [xyz], device: [stb]}", KNOWN)).isFalse();
    }

    @Test
    void allConditionsMustHold() {
        assertThat(holds("path: ['/vip/**'], not-country: [AT], user-agent: [vlc*], percent: 100", KNOWN))
                .isTrue();
        assertThat(holds("path: ['/vip/**'], not-country: [DE], user-agent: [vlc*]", KNOWN))
                .isFalse();
        assertThat(holds("address: [203.0.113.0/24], not-address: [203.0.113.7]", KNOWN))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:203.0.113.7", "203.0.113.7"})
    void oneAddressInAnySpelling(String client) {
        DecisionRequest decisionRequest =
                TestingRequests.of(AccessRequest.builder().clientAddress(client).build());

        assertThat(holds("address: [203.0.113.7]", decisionRequest)).isTrue();
        assertThat(holds("country: [DE]", decisionRequest)).isTrue();
    }

    private static boolean holds(String condition, DecisionRequest decisionRequest) {
        Countries germany = address -> address.toString().startsWith("203.0.113.") ? "DE" : "";
        return new Rule("tested", TestingRules.when(condition), true)
                .failing(new RequestFacts(
                        decisionRequest.request(),
                        decisionRequest.dialect(),
                        decisionRequest.caller(),
                        germany,
                        List.of("token")))
                .isEmpty();
    }
}
