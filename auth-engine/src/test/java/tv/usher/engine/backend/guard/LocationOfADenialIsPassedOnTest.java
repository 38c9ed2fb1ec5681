package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendResponse;
import tv.usher.api.Header;
import tv.usher.api.Location;
import tv.usher.api.Reason;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.TestingBackend;

/** T31, for backends with {@code pass-location: true}. */
class LocationOfADenialIsPassedOnTest {

    private static final AccessRequest VIEWER = AccessRequest.builder().build();

    private static final String PROMO = "https://tv.example.com/promo/index.m3u8";

    private final Backend backend = passingOn(new TestingBackend());

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 403, 404})
    void withAnyStatusThatDenies(int status) {
        assertThat(backend.interpret(VIEWER, answer(status, new Header("x-location", PROMO))))
                .isEqualTo(new Verdict.Deny(new Reason("denied", "status " + status))
                        .redirect(Optional.of(new Location(PROMO))));
    }

    @Test
    void butNotOfAnAllow() {
        assertThat(backend.interpret(VIEWER, answer(200, new Header("X-Location", PROMO))))
                .isEqualTo(new TestingBackend().interpret(VIEWER, answer(200)));
    }

    @Test
    void andTheFirstOfSeveral() {
        assertThat(backend.interpret(
                        VIEWER,
                        answer(
                                403,
                                new Header("X-Location", PROMO),
                                new Header("X-Location", "http://x.example.com/"))))
                .isEqualTo(new Verdict.Deny(new Reason("denied", "status 403"))
                        .redirect(Optional.of(new Location(PROMO))));
    }

    /** Most portals redirect to a login page, or from http to https. */
    @Test
    void andLocationIsNotIt() {
        assertThat(backend.interpret(VIEWER, answer(302, new Header("Location", PROMO))))
                .isEqualTo(new Verdict.Deny("status 302"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/promo", "//evil.example.com", "javascript:alert(1)", "http://a@b/", "http://b/\u00ff"})
    void andGarbageIsStillADenial(String value) {
        assertThat(backend.interpret(VIEWER, answer(403, new Header("X-Location", value))))
                .isEqualTo(new Verdict.Deny("status 403"));
    }

    @Test
    void andOnlyForWhoWantsIt() {
        Backend keeping = new ConfiguredBackend(new TestingBackend(), List.of(), false, LimitSettings.AS_ANSWERED);

        assertThat(keeping.interpret(VIEWER, answer(403, new Header("X-Location", PROMO))))
                .isEqualTo(new Verdict.Deny("status 403"));
    }

    @Test
    void andAllElseIsTheBackendsOwn() {
        TestingBackend broken = new TestingBackend().withInterpret(response -> null);

        assertThat(passingOn(broken).interpret(VIEWER, answer(403, new Header("X-Location", PROMO))))
                .isNull();
        assertThat(backend.canAskAgain()).isEqualTo(new TestingBackend().canAskAgain());
    }

    private static Backend passingOn(Backend plugin) {
        return new ConfiguredBackend(plugin, List.of(), true, LimitSettings.AS_ANSWERED);
    }

    private static BackendResponse answer(int status, Header... headers) {
        return BackendResponse.of(status).headers(List.of(headers));
    }
}
