package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.QueryString;
import tv.usher.engine.backend.TestingBackend;

/** What a viewer shows to one of the operator's own checks stays here. */
class PasswordsGoToNoMiddlewareTest {

    private final TestingBackend portal = new TestingBackend();

    @ParameterizedTest
    @CsvSource({
        "a=%2F+b&auth=anna:s3cr3t&token=1&a=, a=%2F+b&token=1&a=",
        "auth=anna:s3cr3t, ''",
        "Auth=anna:s3cr3t&x=1, x=1",
        "a%75th=anna:s3cr3t&x=1, x=1",
        "auth[]=anna:s3cr3t&x=1, x=1",
        "x=1;auth=anna:s3cr3t&y=2, y=2",
        "author=anna&x=auth, author=anna&x=auth"
    })
    void andTheRestOfTheQueryStaysByteForByte(String shown, String asked) {
        assertThat(target(backend(portal, List.of("auth")), shown))
                .isEqualTo(asked.isEmpty() ? "/check" : "/check?" + asked);
    }

    @Test
    void exceptWhatTheMiddlewaresOwnViewersShow() {
        TestingBackend panel = portal.withStranger(random -> QueryString.of("auth=x:y"));

        assertThat(target(backend(panel, List.of("auth", "sig")), "auth=a:b&sig=1&token=2"))
                .isEqualTo("/check?auth=a:b&token=2");
        assertThat(target(backend(portal, List.of("token", "sig")), "sig=1&token=2"))
                .isEqualTo("/check?token=2");
    }

    @Test
    void whereNothingIsWithheldTheRequestStaysItself() {
        AccessRequest request = AccessRequest.builder().query("token=1").build();
        TestingBackend panel = portal.withToRequest(shown -> {
            assertThat(shown).isSameAs(request);
            return Optional.empty();
        });

        assertThat(backend(panel, List.of()).toRequest(request)).isEmpty();
        assertThat(backend(panel, List.of("token")).toRequest(request)).isEmpty();
    }

    @Test
    void noPluginIsHandedWhatAnotherOneRead() {
        // Given
        List<AccessRequest> handed = new ArrayList<>();
        Backend configured = backend(
                portal.withToRequest(request -> {
                    handed.add(request);
                    return Optional.empty();
                }),
                List.of("auth"));
        AccessRequest.Builder request = AccessRequest.builder().query("token=1");

        // When
        configured.toRequest(request.captures(Map.of("user", "anna", "panel.0", "bert", "panel?1", "s3cr3t"))
                .build());

        // Then
        assertThat(handed)
                .containsExactly(request.captures(Map.of("user", "anna")).build());
    }

    @Test
    void noBrokenPluginStopsTheStart() {
        TestingBackend broken = portal.withStranger(random -> {
            throw new IllegalStateException();
        });

        assertThat(target(backend(broken, List.of("auth")), "auth=a:b&x=1")).isEqualTo("/check?x=1");
    }

    private static Backend backend(Backend plugin, List<String> parametersOfChecks) {
        return new ConfiguredBackend(plugin, parametersOfChecks, false, LimitSettings.AS_ANSWERED);
    }

    private static String target(Backend backend, String query) {
        return backend.toRequest(AccessRequest.builder().query(query).build())
                .orElseThrow()
                .target();
    }
}
