package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Location;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.util.TestingClock;

class DenialsInRedisKeepTheirLocationTest {

    private final ScriptReplies replies = new ScriptReplies(new SessionFields(new ServerClock(new TestingClock())));

    @Test
    void ifTheyHaveOne() {
        Refusal there = new Refusal("status 403", "portal", Optional.of(new Location("https://tv.example.com/promo")));
        Refusal nowhere = new Refusal("status 403", "portal");

        assertThat(read(replies.text(there))).isEqualTo(there);
        assertThat(read(replies.text(nowhere))).isEqualTo(nowhere);
    }

    /** Redis may have been written to by anybody. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "/promo", "javascript:alert(1)", "http://a/\r\nSet-Cookie: b=c", "http://a/\nhttp://b/"})
    void andGarbageIsStillADenial(String location) {
        assertThat(read("portal\nstatus 403\n" + location)).isEqualTo(new Refusal("status 403", "portal"));
    }

    private Refusal read(String text) {
        return replies.known(List.of(), List.of("denial", text)).denial().orElseThrow();
    }
}
