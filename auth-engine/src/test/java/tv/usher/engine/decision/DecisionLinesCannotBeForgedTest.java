package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;

/** T36: nothing that a viewer sent ends a line or a field, steers a terminal, or is looked up. */
class DecisionLinesCannotBeForgedTest {

    private static final Pattern FIELD = Pattern.compile("(\\w+)=(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\" ]*)(?: |$)");

    private final AccessRequest.Builder viewer = AccessRequest.builder()
            .session("482911")
            .channel("a001")
            .clientAddress("203.0.113.7")
            .path("/play/a001/index.m3u8")
            .host("live.example.com")
            .userAgent("VLC/3.0.18 LibVLC/3.0.18")
            .query("token=s3cr3t&x=1");

    @Test
    void fieldsHaveAFixedOrder() {
        assertThat(line(viewer, asked(new Verdict.Deny("status 403"), Answer.DENY)))
                .isEqualTo(
                        "verdict=deny rule=everyone reason=denied why=\"status 403\" session=482911 client=203.0.113.7 channel=a001"
                                + " host=live.example.com user=- caller=127.0.0.1 backend=ministra ms=12 answer=deny");
    }

    @Test
    void whatIsUnknownIsADash() {
        assertThat(line(AccessRequest.builder(), Decision.noRuleHolds()))
                .isEqualTo(
                        "verdict=deny rule=- reason=no-rule-holds why=\"no rule holds\" session=- client=- channel=- host=-"
                                + " user=- caller=127.0.0.1 backend=- ms=12 answer=deny");
    }

    @Test
    void theFourVerdictsStayApart() {
        Grant grant = Grant.lasting(Duration.ZERO);
        assertThat(line(viewer, asked(new Verdict.Allow(grant), Answer.ALLOW))).startsWith("verdict=allow ");
        assertThat(line(viewer, asked(new Verdict.Deny("no"), Answer.DENY))).startsWith("verdict=deny ");
        assertThat(line(viewer, asked(new Verdict.Abstain("no token"), Answer.DENY)))
                .startsWith("verdict=abstain ")
                .endsWith(" answer=deny");
        assertThat(line(viewer, asked(new Verdict.Unavailable("timeout"), Answer.ALLOW)))
                .startsWith("verdict=unavailable ")
                .endsWith(" answer=allow");
    }

    @Test
    void aChannelWithoutANameIsItsPath() {
        assertThat(line(viewer.channel(""), Decision.noRuleHolds())).contains(" channel=/play/a001/index.m3u8 ");
    }

    @Test
    void theTokenNeverAppearsWhateverIsDecided() {
        Grant grant = Grant.lasting(Duration.ZERO).user("77").sessionName("john");
        assertThat(line(viewer, asked(new Verdict.Allow(grant), Answer.ALLOW))).doesNotContain("s3cr3t", "token");
        assertThat(line(viewer, Decision.failed("internal error"))).doesNotContain("s3cr3t", "token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nverdict=allow",
                "a\nverdict=allow",
                "a\u001b[2Kverdict=allow",
                "a\u0000b",
                "a\u0085b",
                "a\u2028b",
                "a\u202eb",
                "a\u007fb",
                "\u00e9"
            })
    void noCharacterEndsALineOrSteersATerminal(String hostile) {
        assertThat(line(viewer, asked(new Verdict.Deny(hostile), Answer.DENY)).chars())
                .allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a client=10.0.0.1", "a\" client=10.0.0.1", "a\\\" client=10.0.0.1", "a=b", "\"", "\\"})
    void noValueEndsItsField(String hostile) {
        // When
        String line = line(viewer.session(hostile), Decision.noRuleHolds());

        // Then
        String escaped = hostile.replace("\\", "\\\\").replace("\"", "\\\"");
        assertThat(line)
                .containsAnyOf(" session=\"" + escaped + "\" client=203", " session=" + hostile + " client=203");
        assertThat(fieldsOf(line))
                .containsExactly(
                        "verdict", "rule", "reason", "why", "session", "client", "channel", "host", "user", "caller",
                        "backend", "ms", "answer");
    }

    @Test
    void aLongValueIsCut() {
        // When
        String line = line(viewer.session("x".repeat(100_000)), Decision.noRuleHolds());

        // Then
        assertThat(line).hasSizeLessThan(600).contains("xxx...\" client=203.0.113.7");
    }

    @Test
    void nothingIsLookedUpInAValue() {
        assertThat(line(viewer.session("${jndi:ldap://x/y}"), Decision.noRuleHolds()))
                .contains(" session=${jndi:ldap://x/y} ");
    }

    private static Decision asked(Verdict verdict, Answer answer) {
        return new Decision(answer, verdict, "everyone", "ministra", Decision.NO_GRANT, null);
    }

    private static String line(AccessRequest.Builder request, Decision decision) {
        return DecisionRecords.of(0, new DecisionRequest("cesbo", "127.0.0.1", "", request.build()), decision, 12)
                .line();
    }

    /** As a reader of the log would split it: a blank outside quotes ends a field. */
    private static List<String> fieldsOf(String line) {
        List<String> names = new ArrayList<>();
        Matcher field = FIELD.matcher(line);
        int end = 0;
        while (field.find() && field.start() == end) {
            names.add(field.group(1));
            end = field.end();
        }
        assertThat(end).as("the whole line is fields").isEqualTo(line.length());
        return names;
    }
}
