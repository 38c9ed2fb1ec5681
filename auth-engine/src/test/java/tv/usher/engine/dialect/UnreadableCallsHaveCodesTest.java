package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import tv.usher.api.Reason;
import tv.usher.engine.util.ReasonCode;

class UnreadableCallsHaveCodesTest {

    @Test
    void whatIsMissing() {
        assertThat(codeOf(TestingCall.to("/nginx"))).isEqualTo(ReasonCode.CALL_INCOMPLETE);
    }

    @Test
    void whatMakesNoSense() {
        assertThat(codeOf(TestingCall.post("/mediamtx", "{"))).isEqualTo(ReasonCode.CALL_MALFORMED);
    }

    @Test
    void whatHasTwoMeanings() {
        TestingCall twice =
                TestingCall.to("/nginx").with("X-Original-URI", "/live/1.m3u8").with("X-Original-URI", "/live/2.m3u8");

        assertThat(codeOf(twice)).isEqualTo(ReasonCode.CALL_AMBIGUOUS);
    }

    @Test
    void whatHasNoAnswer() {
        assertThat(codeOf(TestingCall.post("/srs", "{\"action\":\"on_dance\"}")))
                .isEqualTo(ReasonCode.HOOK_UNKNOWN);
    }

    @Test
    void whatNeedsASetting() {
        assertThat(codeOf(TestingCall.post("/ome", "{}"))).isEqualTo(ReasonCode.DIALECT_OFF);
    }

    @Test
    void whatIsNotSigned() {
        Dialect ome = TestingDialects.with().omeSecret("s3cr3t").dialects().at("/ome");

        assertThat(codeOf(ome, TestingCall.post("/ome", "{}"))).isEqualTo(ReasonCode.CALL_UNSIGNED);
    }

    @Test
    void whatTheLanguageOfPluginsRefuses() {
        assertThat(UnreadableCall.reasonOf(new IllegalArgumentException("no path has that")))
                .isEqualTo(new Reason("call-malformed", "no path has that"));
    }

    private static ReasonCode codeOf(TestingCall call) {
        return codeOf(TestingDialects.speaking().at(call.target()), call);
    }

    private static ReasonCode codeOf(Dialect dialect, TestingCall call) {
        UnreadableCall refused = catchThrowableOfType(UnreadableCall.class, () -> dialect.read(call));
        return ReasonCode.of(UnreadableCall.reasonOf(refused).code()).orElseThrow();
    }
}
