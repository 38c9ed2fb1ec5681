package tv.usher.daemon.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.BackendResponse;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.AnsweredVerdict;
import tv.usher.engine.wiring.Probe;

class ProbesTellDenialsFromMistakesTest {

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void whatAMiddlewareSaysToAWrongToken(int status) {
        assertThat(denied(status).lines())
                .containsExactly("backend own: denies a random token, as it should (status " + status + "), 4 ms");
    }

    @ParameterizedTest
    @CsvSource({"404, ''", "500, ''", "204, ''", "301, ', a redirect'"})
    void whatAWrongAddressAnswersToo(int status, String kind) {
        assertThat(denied(status).lines())
                .containsExactly("backend own: denies a random token, but by status " + status + kind
                        + ": check its address, 4 ms");
        assertThat(denied(status).isFine())
                .as("it is there, and nobody gets in")
                .isTrue();
    }

    @Test
    void whatAPluginReadInTheBodyIsMeant() {
        assertThat(said(new Verdict.Deny("unknown token"), 200).lines())
                .containsExactly("backend own: denies a random token, as it should (unknown token), 4 ms");
    }

    /** By {@code abstain-when} of type http, for example. */
    @Test
    void whoIsLeftToOthersIsKeptOut() {
        // When
        ProbeReport report = said(new Verdict.Abstain("the answer is as abstain-when says"), 200);

        // Then
        assertThat(report.lines())
                .containsExactly(
                        "backend own: leaves a random token to other backends, as it may (the answer is as abstain-when"
                                + " says), 4 ms");
        assertThat(report.isFine()).isTrue();
    }

    @Test
    void whereNobodyIsAskedNothingIsShown() {
        // When
        ProbeReport report = report(true, AnsweredVerdict.of(new Verdict.Abstain("can't judge this viewer")));

        // Then
        assertThat(report.lines())
                .containsExactly("backend own: isn't asked about a random token (can't judge this viewer), 4 ms");
        assertThat(report.isFine()).isFalse();
    }

    @Test
    void whoLetsAnybodyInIsUnavailableUnlessThatMayBe() {
        // Given
        AnsweredVerdict allows = answered(new Verdict.Allow(Grant.lasting(Duration.ofMinutes(3))), 200);

        // Then
        assertThat(report(true, allows).lines())
                .containsExactly(
                        "backend own: UNAVAILABLE: it lets a random token in, so nobody would be asked; is that"
                                + " a login page, or another program's?, 4 ms");
        assertThat(report(false, allows).lines())
                .containsExactly(
                        "backend own: LETS ANYBODY IN: it lets a random token in, and 'canary: off' leaves it so;"
                                + " is that meant, or is it a login page, or another program's?, 4 ms");
        assertThat(report(true, allows).isFine()).isFalse();
        assertThat(report(false, allows).isFine()).isFalse();
    }

    private static ProbeReport denied(int status) {
        return said(Verdict.Deny.byStatus(BackendResponse.of(status)), status);
    }

    private static ProbeReport said(Verdict verdict, int status) {
        return report(true, answered(verdict, status));
    }

    private static AnsweredVerdict answered(Verdict verdict, int status) {
        return new AnsweredVerdict(verdict, Optional.empty(), Optional.of(BackendResponse.of(status)));
    }

    private static ProbeReport report(boolean hasCanary, AnsweredVerdict answered) {
        return new ProbeReport(List.of(new Probe.ProbeResult("own", hasCanary, answered, Duration.ofMillis(4))));
    }
}
