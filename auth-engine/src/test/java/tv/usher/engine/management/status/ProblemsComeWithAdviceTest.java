package tv.usher.engine.management.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.engine.util.ReasonCode;

class ProblemsComeWithAdviceTest {

    private static final Status.Store STORE = new Status.Store("file", "ok", null, List.of());

    @Test
    void nothingIsWrongWithWhatIsFine() {
        assertThat(StatusProblems.of(facts(List.of(backend(null, null)), 0, 10, STORE, 100, 5, null)))
                .isEmpty();
    }

    @Test
    void anOutageTellsSinceWhenWhyAndWhatViewersGet() {
        // When
        List<Status.Problem> problems = StatusProblems.of(facts(
                List.of(backend(ReasonCode.CONNECTION_REFUSED.code(), "connection refused")),
                0,
                10,
                STORE,
                0,
                0,
                null));

        // Then
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("backend-unavailable");
            assertThat(problem.message())
                    .isEqualTo("backend 'own' is out since 2026-11-29T10:02:00Z: connection refused; new viewers get"
                            + " on-unavailable: allow");
            assertThat(problem.advice())
                    .startsWith("the middleware is down or can't be reached; ")
                    .contains("on-unavailable");
        });
    }

    @Test
    void anOutageThatLetsNobodyInAnyMoreSaysSo() {
        // When
        List<Status.Problem> problems = StatusProblems.of(new StatusProblems.Facts(
                List.of(backend(ReasonCode.CONNECTION_REFUSED.code(), "connection refused")),
                0,
                Map.of("own", new StatusProblems.Allowing(0, 10, true)),
                STORE,
                0,
                1_000,
                0,
                100,
                null,
                List.of(),
                false));

        // Then
        assertThat(problems)
                .extracting(Status.Problem::message)
                .containsExactly("backend 'own' is out since 2026-11-29T10:02:00Z: connection refused; new viewers are"
                        + " denied, since 'unverified.during' is over");
    }

    @Test
    void nobodyWillBeDeniedForUnverifiedOnesWhileTheBackendAnswers() {
        // When
        List<Status.Problem> problems = StatusProblems.of(new StatusProblems.Facts(
                List.of(backend(null, null)), 10, Map.of(), STORE, 0, 1_000, 0, 100, null, List.of(), false));

        // Then
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("unverified-viewers");
            assertThat(problem.advice()).contains("with their next requests");
        });
    }

    /** Each backend has places of its own, so free ones of another don't help. */
    @Test
    void aBackendWhosePlacesAreNearlyTakenIsNamedWhateverOthersHaveFree() {
        // Given
        Map<String, StatusProblems.Allowing> allowing = Map.of(
                "own",
                new StatusProblems.Allowing(450, 500, false),
                "portal",
                new StatusProblems.Allowing(3, 500, false));

        // When
        List<Status.Problem> problems = StatusProblems.of(
                new StatusProblems.Facts(List.of(), 453, allowing, STORE, 0, 1_000, 0, 100, null, List.of(), false));

        // Then
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("unverified-nearly-full");
            assertThat(problem.message()).isEqualTo("backend 'own': 450 viewers are unverified, of 500 that may be");
        });
    }

    @Test
    void aMiddlewareThatLetsAnybodyInIsAProblemOfItsOwn() {
        assertThat(StatusProblems.of(facts(
                        List.of(backend(ReasonCode.LETS_ANYBODY_IN.code(), "it lets a random token in")),
                        0,
                        10,
                        STORE,
                        0,
                        0,
                        null)))
                .extracting(Status.Problem::code)
                .containsExactly("backend-lets-anybody-in");
    }

    @Test
    void tablesThatAreNearlyFullAreToldBeforeTheyAre() {
        // When
        List<Status.Problem> problems = StatusProblems.of(facts(
                List.of(backend(null, null)),
                9,
                10,
                new Status.Store("redis", "away", "connection refused", List.of()),
                900,
                90,
                new Status.Reload("2026-11-29T10:02:00Z", "refused", "usher.yaml:1:1: a mistake")));

        // Then
        assertThat(problems)
                .extracting(Status.Problem::code)
                .containsExactly(
                        "unverified-nearly-full",
                        "store-away",
                        "sessions-nearly-full",
                        "bans-nearly-full",
                        "reload-refused");
    }

    @Test
    void aReloadThatOnlyARestartCanDoSaysSo() {
        assertThat(ProblemCode.RELOAD_REFUSED.advice()).contains("restart Usher or take the change back");
    }

    @ParameterizedTest
    @EnumSource
    void adviceIsASentenceWithoutItsEnd(ProblemCode code) {
        assertThat(code.advice()).hasSizeGreaterThan(20).doesNotEndWith(".");
        assertThat(code.code()).matches("[a-z-]{5,40}");
    }

    private static StatusProblems.Facts facts(
            List<BackendStatus> backends,
            int unverified,
            int mostUnverified,
            Status.Store store,
            int sessions,
            int bans,
            Status.Reload reload) {
        return new StatusProblems.Facts(
                backends,
                unverified,
                Map.of("own", new StatusProblems.Allowing(unverified, mostUnverified, false)),
                store,
                sessions,
                1_000,
                bans,
                100,
                reload,
                List.of(),
                false);
    }

    private static BackendStatus backend(String reason, String message) {
        return new BackendStatus(
                "own",
                "http",
                reason == null ? "up" : "unavailable",
                reason,
                message,
                reason == null ? null : "2026-11-29T10:02:00Z",
                "allow",
                new BackendStatus.CanaryStatus("good", null, null),
                0,
                null,
                null);
    }
}
