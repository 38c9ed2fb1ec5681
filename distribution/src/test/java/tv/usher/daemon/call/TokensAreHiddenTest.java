package tv.usher.daemon.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Action;
import tv.usher.api.Secret;

class TokensAreHiddenTest {

    private static final String SECRET = "53cr3t";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=53cr3t",
                "a=1&token=53cr3t&b",
                "53cr3t",
                "auth=me:53cr3t",
                "token=x=53cr3t",
                "&&53cr3t",
                "token=?token=53cr3t",
                "=53cr3t"
            })
    void whereverTheyStandInTheQuery(String query) {
        ViewerUrl url = ViewerUrl.parse("https://live.example.com/live/sport1/index.m3u8?" + query);

        assertThat(url.redacted().toString())
                .startsWith("https://live.example.com/live/sport1/index.m3u8?")
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @EnumSource(CallerKind.class)
    void whateverTheCallerSends(CallerKind kind) {
        // Given
        ViewerUrl url = ViewerUrl.parse("rtmp://live.example.com/live/sport1?token=" + SECRET);
        ViewerRequest viewer = new ViewerRequest(url, "203.0.113.7", "VLC", "1", Action.PLAY);
        Caller caller = kind.caller(Optional.of(Secret.of("1234")));

        // When
        CallerRequest shown = caller.request(viewer, CallEvent.OPEN).orElseThrow();
        CallerRequest hidden = caller.request(viewer.redacted(), CallEvent.OPEN).orElseThrow();

        // Then
        assertThat(shown.head("usher") + shown.body()).contains(SECRET);
        assertThat(hidden.head("usher") + hidden.body()).doesNotContain(SECRET);
    }
}
