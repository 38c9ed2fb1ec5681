package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

/** Viewings, and what a backend's allow makes of them. */
public final class TestingViewings {

    public static final Origin ORIGIN = TestingOrigins.of("portal");

    public static final Duration IDLE = Duration.ofSeconds(60);

    private TestingViewings() {}

    public static Viewing of(String address, String folder, String token) {
        return of(TestingSessions.settings(), address, folder, token);
    }

    static Viewing of(SessionSettings settings, String address, String folder, String token) {
        AccessRequest request = AccessRequest.builder()
                .clientAddress(address)
                .userAgent("VLC")
                .path(folder + "index.m3u8")
                .query(token.isEmpty() ? "" : "token=" + token)
                .build();
        return new Viewings(TestingSessions.keyHash(), settings).of("nginx", "everyone", request, "", null);
    }

    public static Grant grant(String user, int maxSessions) {
        return Grant.lasting(Duration.ofMinutes(3)).user(user).maxSessions(maxSessions);
    }

    public static AdmissionResult admit(Sessions sessions, Viewing viewing, Grant grant) {
        return sessions.admit(viewing, ORIGIN, grant, IDLE).join();
    }

    static void isBan(Refusal refusal) {
        assertThat(refusal.reason().code()).isEqualTo(ReasonCode.BANNED.code());
    }

    /** A session that no table knows. */
    static Session session(TestingClock clock, Viewing viewing, Grant grant) {
        Lifetimes lifetimes = new Lifetimes(TestingSessions.settings());
        return new Session(
                viewing.key(),
                viewing.followKey().orElse(null),
                ORIGIN,
                grant,
                viewing.playback(),
                new Session.Traits(true, true, false, true, List.of()),
                lifetimes.from(clock.clock().now(), grant.lifetime(), IDLE));
    }

    /** As above, of one of many viewers, who was seen now. */
    static Session session(int viewer, boolean limited, Duration idleTimeout) {
        Viewing viewing = of("192.0.2.1", "/live/ch1/", "t" + viewer);
        return new Session(
                viewing.key(),
                viewing.followKey().orElse(null),
                ORIGIN,
                grant("anna", 1),
                viewing.playback(),
                new Session.Traits(true, limited, false, true, List.of()),
                new Lifetimes(TestingSessions.settings()).from(0, Duration.ofHours(1), idleTimeout));
    }
}
