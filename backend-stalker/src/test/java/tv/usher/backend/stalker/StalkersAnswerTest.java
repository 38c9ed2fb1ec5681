package tv.usher.backend.stalker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Grant;
import tv.usher.api.Header;
import tv.usher.api.Verdict;

/** T53: a 200 that isn't the portal's script's lets nobody in, whatever page it is. */
class StalkersAnswerTest {

    private static final AccessRequest VIEWER = AccessRequest.builder().build();

    private static final Duration CONFIGURED = Duration.ofHours(10);
    private static final Header DURATION = new Header("X-AuthDuration", "36000");

    private final StalkerBackend backend = StalkerBackend.of(
            new StalkerConfig(URI.create("http://mw.example.com"), CONFIGURED, Pattern.compile("[0-9a-f]{32}")));

    @ParameterizedTest
    @ValueSource(strings = {"2", "10", "77", "4294967296", "9223372036854775807"})
    void aPositiveIntegerIsAUser(String id) {
        assertThat(backend.interpret(VIEWER, allowOf(id)))
                .isEqualTo(new Verdict.Allow(Grant.lasting(CONFIGURED).user(id)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "/get/abc",
                "0",
                "-1",
                "+1",
                "01",
                "1.0",
                "1e3",
                "0x1",
                "true",
                "storage",
                "Array",
                "1, 2",
                "1 2",
                "\u00b2"
            })
    void anythingElseIsNoUserAndStillAnAllow(String id) {
        assertThat(backend.interpret(VIEWER, allowOf(id))).isEqualTo(new Verdict.Allow(Grant.lasting(CONFIGURED)));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 304, 400, 401, 403, 404, 500, 502, 999})
    void everyOtherStatusDeniesAndSaysWhich(int status) {
        assertThat(backend.interpret(VIEWER, BackendResponse.of(status)))
                .isInstanceOfSatisfying(
                        Verdict.Deny.class,
                        deny -> assertThat(deny.reason().text()).startsWith("status " + status));
    }

    @Test
    void aPageWithStatus200IsNoAnswerOfThePortal() {
        for (List<Header> headers : List.of(
                List.<Header>of(),
                List.of(new Header("Content-Type", "text/html")),
                List.of(DURATION),
                List.of(new Header("X-UserId", "77")),
                List.of(new Header("X-UserId", ""), DURATION),
                List.of(new Header("X-UserId", "77"), new Header("X-AuthDuration", " ")))) {
            assertThat(backend.interpret(
                            VIEWER,
                            BackendResponse.of(200).headers(headers).body("<b>Fatal error</b>: Uncaught Exception")))
                    .isInstanceOfSatisfying(
                            Verdict.Unavailable.class,
                            unavailable -> assertThat(unavailable.reason())
                                    .satisfies(
                                            reason -> assertThat(reason.code()).isEqualTo("foreign-answer"))
                                    .satisfies(reason ->
                                            assertThat(reason.text()).contains("without X-UserId and X-AuthDuration")));
        }
    }

    @Test
    void aStrangersTokenHasTheShapeOfThePortals() {
        String query = backend.strangersQuery(new SplittableRandom(1)).raw();

        assertThat(query).matches("token=[0-9a-f]{32}");
    }

    private static BackendResponse allowOf(String userId) {
        return BackendResponse.of(200).headers(List.of(new Header("X-UserId", userId), DURATION));
    }
}
