package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.engine.decision.DecisionRequest;

/** T47: a viewer's query has a bounded number of parameters. What has more isn't read, so no backend and no rule has to do with it. */
class TooManyParametersAreUnreadableTest {

    private static final int MOST = 256;

    @ParameterizedTest
    @MethodSource("queriesBeyondTheBound")
    void oneMoreIsRefused(String query) {
        assertThatThrownBy(() -> read(cesbo(query))).hasMessageContaining("256 parameters");
        assertThatThrownBy(() -> read(nginx(query))).hasMessageContaining("256 parameters");
        assertThatThrownBy(() -> read(srs(query))).hasMessageContaining("256 parameters");
        assertThatThrownBy(() -> read(mediamtx(query))).hasMessageContaining("256 parameters");
    }

    private static Stream<String> queriesBeyondTheBound() {
        return Stream.of("a=1&".repeat(MOST) + "a=1", "a;".repeat(MOST) + "a", "&".repeat(MOST), "a&b;".repeat(MOST));
    }

    @ParameterizedTest
    @MethodSource("queriesWithinTheBound")
    void asManyAsAllowedAreRead(String query) {
        assertThat(read(nginx(query)).request().query().raw()).isEqualTo(query);
    }

    private static Stream<String> queriesWithinTheBound() {
        return Stream.of("a=1&".repeat(MOST - 1) + "token=T", "a".repeat(4000) + "=1&token=T");
    }

    private static DecisionRequest read(TestingCall call) {
        return TestingDialects.speaking().at(call.target()).read(call);
    }

    private static TestingCall cesbo(String query) {
        return TestingCall.to("/cesbo?" + query)
                .with("X-Real-Ip", "203.0.113.7")
                .with("X-Real-Path", "/play/a001");
    }

    private static TestingCall nginx(String query) {
        return TestingCall.to("/nginx")
                .with("X-Original-URI", "/live/1.m3u8?" + query)
                .with("X-Real-IP", "203.0.113.7");
    }

    private static TestingCall srs(String query) {
        return TestingCall.post(
                "/srs",
                "{\"action\":\"on_play\",\"app\":\"a\",\"stream\":\"b\",\"ip\":\"203.0.113.7\",\"param\":\"?" + query
                        + "\"}");
    }

    private static TestingCall mediamtx(String query) {
        return TestingCall.post("/mediamtx", "{\"action\":\"read\",\"path\":\"a\",\"query\":\"" + query + "\"}");
    }
}
