package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantReadingIsTotalTest {

    private static final Duration CONFIGURED = Duration.ofHours(10);

    @Test
    void readsWhatTheMiddlewareGrants() {
        Grant grant = read(
                new Header("x-userid", " 77 "),
                new Header("X-SESSION-NAME", "alice"),
                new Header("X-AuthDuration", "180"),
                new Header("X-Max-Sessions", "2"),
                new Header("X-Unique", "true"));

        assertThat(grant)
                .isEqualTo(Grant.lasting(Duration.ofMinutes(3))
                        .user("77")
                        .sessionName("alice")
                        .maxSessions(2)
                        .unique(true));
    }

    @Test
    void anAnswerWithoutHeadersGrantsTheConfiguredLifetimeToNobodyInParticular() {
        assertThat(read()).isEqualTo(Grant.lasting(CONFIGURED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "0", "", " ", "10, 20", "abc", "1e9", "+5", "1.5", "0x10", "\u00b2", "9999999999999999999"
            })
    void aNumberThatMakesNoSenseCountsAsAbsent(String text) {
        Grant grant = read(new Header("X-AuthDuration", text), new Header("X-Max-Sessions", text));

        assertThat(grant.lifetime()).isEqualTo(CONFIGURED);
        assertThat(grant.maxSessions()).isEmpty();
    }

    @Test
    void hugeNumbersAreBounded() {
        String huge = "9".repeat(18);
        Grant grant = read(new Header("X-AuthDuration", huge), new Header("X-Max-Sessions", huge));

        assertThat(grant.lifetime()).isEqualTo(Duration.ofDays(365));
        assertThat(grant.maxSessions()).hasValue(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "TRUE, true", "1, true", "false, false", "0, false", "yes, false", "'', false"})
    void uniqueIsTrueOrOne(String text, boolean unique) {
        assertThat(read(new Header("X-Unique", text)).unique()).isEqualTo(unique);
    }

    @Test
    void uniqueMeansOneSessionUnlessANumberStandsBesideIt() {
        assertThat(read(new Header("X-Unique", "true")).limit()).hasValue(1);
        assertThat(read(new Header("X-Unique", "true"), new Header("X-Max-Sessions", "10"))
                        .limit())
                .hasValue(10);
        assertThat(read(new Header("X-Max-Sessions", "10")).limit()).hasValue(10);
        assertThat(read().limit()).isEmpty();
    }

    @Test
    void aNameBeyondItsBoundIsNoName() {
        Header longest = new Header("X-UserId", "u".repeat(Grant.MAX_NAME));
        Header longer = new Header("X-UserId", "u".repeat(Grant.MAX_NAME + 1));

        assertThat(read(longest).user()).hasSize(Grant.MAX_NAME);
        assertThat(read(longer).user()).isEmpty();
    }

    @Test
    void namesHaveAnyScript() {
        String anna = "\u0410\u043d\u043d\u0430 \ud83d\ude00";
        String bytes = new String(anna.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(read(new Header("X-UserId", bytes)).user()).isEqualTo(anna);
        assertThat(read(new Header("X-UserId", "Jos\u00e9")).user())
                .as("no UTF-8")
                .isEqualTo("Jos\u00e9");
        assertThat(Grant.lasting(CONFIGURED).user(anna).sessionName(anna).sessionName())
                .isEqualTo(anna);
        assertThat(Grant.isName(anna)).isTrue();
        assertThat(Grant.isName("half \ud83d")).isFalse();
        assertThat(Grant.isName("a\nb")).isFalse();
    }

    @Test
    void theFirstOfSeveralHeadersCounts() {
        assertThat(read(new Header("X-UserId", "1"), new Header("x-userid", "2"))
                        .user())
                .isEqualTo("1");
    }

    @Test
    void aGrantThatMakesNoSenseCannotBeMade() {
        assertThatIllegalArgumentException().isThrownBy(() -> Grant.lasting(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grant.lasting(CONFIGURED).user("a\r\nX-Accel-Redirect: /"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grant.lasting(CONFIGURED).maxSessions(0));
    }

    private static Grant read(Header... headers) {
        return Grant.fromHeaders(BackendResponse.of(200).headers(List.of(headers)), CONFIGURED);
    }
}
