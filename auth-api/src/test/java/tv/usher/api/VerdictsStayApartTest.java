package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Verdict.Abstain;
import tv.usher.api.Verdict.Allow;
import tv.usher.api.Verdict.Deny;
import tv.usher.api.Verdict.Unavailable;

class VerdictsStayApartTest {

    private static final List<Verdict> ONE_OF_EACH = List.of(
            new Allow(Grant.lasting(Duration.ZERO)),
            new Deny("no"),
            new Abstain("not mine"),
            new Unavailable("timeout"));

    @Test
    void foldTakesExactlyOneBranchForEachOfTheFour() {
        assertThat(ONE_OF_EACH)
                .<Object>map(verdict -> verdict.fold(
                        allow -> List.of("allow", allow),
                        deny -> List.of("deny", deny),
                        abstain -> List.of("abstain", abstain),
                        unavailable -> List.of("unavailable", unavailable)))
                .containsExactly(
                        List.of("allow", ONE_OF_EACH.get(0)),
                        List.of("deny", ONE_OF_EACH.get(1)),
                        List.of("abstain", ONE_OF_EACH.get(2)),
                        List.of("unavailable", ONE_OF_EACH.get(3)));
    }

    @Test
    void thereIsNoFifthVerdict() {
        assertThat(Set.of(Verdict.class.getPermittedSubclasses()))
                .isEqualTo(Set.copyOf(Stream.of(ONE_OF_EACH)
                        .flatMap(List::stream)
                        .map(Object::getClass)
                        .toList()));
    }

    @Test
    void aTextAloneHasTheVerdictsOwnCode() {
        assertThat(new Deny("no").reason()).isEqualTo(new Reason("denied", "no"));
        assertThat(new Abstain("not mine").reason()).isEqualTo(new Reason("abstained", "not mine"));
        assertThat(new Unavailable("timeout").reason()).isEqualTo(new Reason("unavailable", "timeout"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Denied", "too many", "status_403", "déjà", "a\nb"})
    void aCodeHasLowerCaseLettersDigitsAndHyphens(String code) {
        assertThatThrownBy(() -> new Reason(code, "no")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "204, denied-by-status",
        "302, redirected",
        "403, denied-by-status",
        "429, too-many-requests",
        "503, server-error",
        "999, denied-by-status"
    })
    void aStatusHasOneOfAFewCodes(int status, String code) {
        assertThat(Deny.byStatus(BackendResponse.of(status)).reason().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 299, 400, 401, 403, 404, 500, 503, 999})
    void aStatusIsAReasonToDeny(int status) {
        assertThat(denial(status)).isEqualTo("status " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 307, 308, 399})
    void aRedirectSaysWhatToCheckAndNotWhereTo(int status) {
        assertThat(denial(status)).isEqualTo("status " + status + ", a redirect, not followed: check the address");
    }

    private static String denial(int status) {
        List<Header> headers = List.of(new Header("Location", "http://elsewhere.example.com/?token=hidden"));
        return Deny.byStatus(BackendResponse.of(status).headers(headers).body("hidden"))
                .reason()
                .text();
    }
}
