package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendResponse;
import tv.usher.api.Grant;
import tv.usher.api.Header;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.TestingBackend;

class LimitsAreTheOperatorsTest {

    private static final AccessRequest VIEWER = AccessRequest.builder().build();

    @ParameterizedTest
    @CsvSource({
        // answered, max-sessions, cap, ignored; what counts
        ",,,false,",
        "3,,,false,3",
        ",2,,false,2",
        "3,2,,false,3",
        "5,,4,false,4",
        "3,,4,false,3",
        ",9,4,false,4",
        ",,4,false,4",
        "3,,,true,",
        "3,2,,true,2",
        "3,9,4,true,4",
    })
    void overTheAnswersNumber(Integer answered, Integer number, Integer cap, boolean ignored, Integer counts) {
        // Given
        LimitSettings limits = new LimitSettings(Optional.ofNullable(number), Optional.ofNullable(cap), ignored, false);
        List<Header> headers =
                answered == null ? List.of() : List.of(new Header("X-Max-Sessions", answered.toString()));

        // When
        Grant grant = grant(limits, headers);

        // Then
        assertThat(grant.maxSessions().isPresent()).isEqualTo(counts != null);
        assertThat(grant.maxSessions().orElse(0)).isEqualTo(counts == null ? 0 : counts);
    }

    @Test
    void overOneDeviceOnly() {
        List<Header> unique = List.of(new Header("X-Unique", "true"), new Header("X-UserId", "77"));

        assertThat(grant(LimitSettings.AS_ANSWERED, unique).unique()).isTrue();
        Grant ignoring = grant(new LimitSettings(Optional.empty(), Optional.empty(), false, true), unique);
        assertThat(ignoring.unique()).isFalse();
        assertThat(ignoring.user()).isEqualTo("77");
    }

    /** A user with one device by the answer never has more by a cap, and as many as the operator's own number says. */
    @Test
    void overTheNumberOfOneDevice() {
        List<Header> unique = List.of(new Header("X-Unique", "true"));
        List<Header> ofStalker = List.of(new Header("X-Unique", "true"), new Header("X-Max-Sessions", "10"));
        LimitSettings cap = new LimitSettings(Optional.empty(), Optional.of(4), false, false);

        assertThat(grant(cap, unique).limit()).hasValue(1);
        assertThat(grant(cap, ofStalker).limit()).hasValue(4);
        assertThat(grant(new LimitSettings(Optional.of(3), Optional.empty(), false, false), unique)
                        .limit())
                .hasValue(3);
        assertThat(grant(new LimitSettings(Optional.empty(), Optional.empty(), true, false), ofStalker)
                        .limit())
                .hasValue(1);
        assertThat(grant(new LimitSettings(Optional.empty(), Optional.empty(), false, true), ofStalker)
                        .limit())
                .hasValue(10);
    }

    @Test
    void andADenialStaysOne() {
        Backend backend = backend(new LimitSettings(Optional.of(2), Optional.empty(), false, false));

        assertThat(backend.interpret(VIEWER, BackendResponse.of(403))).isEqualTo(new Verdict.Deny("status 403"));
    }

    @Test
    void atLeastOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitSettings(Optional.of(0), Optional.empty(), false, false))
                .withMessage("max-sessions and max-sessions-cap must be at least 1");
    }

    private static Grant grant(LimitSettings limits, List<Header> headers) {
        Verdict verdict =
                backend(limits).interpret(VIEWER, BackendResponse.of(200).headers(headers));
        return ((Verdict.Allow) verdict).grant();
    }

    private static Backend backend(LimitSettings limits) {
        return new ConfiguredBackend(new TestingBackend(), List.of(), false, limits);
    }
}
