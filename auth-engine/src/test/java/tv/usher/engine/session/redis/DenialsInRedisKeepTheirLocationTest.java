package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Location;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

class DenialsInRedisKeepTheirLocationTest {

    private final ScriptReplies replies =
            Shard.whole(Duration.ZERO, new TestingClock(), "").replies();

    @Test
    void ifTheyHaveOne() {
        Refusal there = new Refusal(
                ReasonCode.DENIED_BY_STATUS.with("status 403"),
                "portal",
                Optional.of(new Location("https://tv.example.com/promo")));
        Refusal nowhere = new Refusal(ReasonCode.DENIED_BY_STATUS.with("status 403"), "portal");

        assertThat(read(replies.text(there))).isEqualTo(there);
        assertThat(read(replies.text(nowhere))).isEqualTo(nowhere);
    }

    /** Redis may have been written to by anybody. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "/promo", "javascript:alert(1)", "http://a/\r\nSet-Cookie: b=c", "http://a/\nhttp://b/"})
    void andGarbageIsStillADenial(String location) {
        assertThat(read("portal\nstatus 403\n" + location))
                .isEqualTo(new Refusal(ReasonCode.DENIED.with("status 403"), "portal"));
    }

    /** It reads a line of the backend, one of the reason, and the location. */
    @Test
    void andAFormerVersionUnderstandsThem() {
        Location promo = new Location("https://tv.example.com/promo");
        String text =
                replies.text(new Refusal(ReasonCode.DENIED_BY_STATUS.with("status 403"), "portal", Optional.of(promo)));

        assertThat(text.split("\n", 3)).containsExactly("portal", "status 403\tdenied-by-status", promo.address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"status 403", "status 403\t", "status 403\tNo Code", "\t"})
    void whatHasNoCodeIsADenialLikeAnyOther(String reason) {
        assertThat(read("portal\n" + reason)).isEqualTo(new Refusal(ReasonCode.DENIED.with(reason), "portal"));
    }

    private Refusal read(String text) {
        return replies.known(List.of(), List.of("denial", text)).denial().orElseThrow();
    }
}
