package tv.usher.daemon.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;
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

    private static ProbeReport denied(int status) {
        return said(Verdict.Deny.byStatus(BackendResponse.of(status)), status);
    }

    private static ProbeReport said(Verdict verdict, int status) {
        return new ProbeReport(List.of(new Probe.ProbeResult("own", verdict, status, Duration.ofMillis(4))));
    }
}
