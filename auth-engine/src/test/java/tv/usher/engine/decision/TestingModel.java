package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import tv.usher.api.Verdict;
import tv.usher.engine.session.KickResult;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.UserId;

/**
 * What operators were promised about sessions, as simple as it can be said: grants of 40 seconds, two screens a user, an idle timeout
 * of a minute, denials of ten seconds, known viewers kept for 100 seconds. It lets things happen to a platform and compares.
 *
 * <p>Time passes in steps of seven seconds, so that no two moments that matter are one.
 */
final class TestingModel {

    static final int VIEWERS = 4;
    static final int CHANNELS = 2;
    static final int STEP = 7;
    static final int KEPT = 100;

    private static final int SCREENS = 2;
    private static final int GRANT = 40;
    private static final int IDLE = 60;
    private static final int DENIED = 10;
    private static final int AHEAD = 8;
    private static final int GRACE = 10;

    private final TestingPlatform platform;
    private final OverLimit overLimit;
    private final boolean askedAgain;
    private final Map<Viewing, Watching> watching = new HashMap<>();
    private final Map<Viewing, Long> deniedUntil = new HashMap<>();
    private final Map<Viewing, Long> kickedUntil = new HashMap<>();
    private final Map<Integer, Long> bannedUntil = new HashMap<>();
    private final Map<Viewing, Long> replaced = new HashMap<>();
    private Mood mood = Mood.ALLOWS;
    private long now;

    enum Mood {
        ALLOWS,
        DENIES,
        IS_DOWN
    }

    /** Who watches what; each has an address and a token of its own, and every second one is the same user. */
    record Viewing(int viewer, int channel) {

        int user() {
            return viewer % 2;
        }
    }

    private final class Watching {

        private final Viewing viewing;
        private final long began = now;
        private long seen = now;
        private long grantEnds = now + GRANT;
        private long validUntil = grantEnds;

        Watching(Viewing viewing) {
            this.viewing = viewing;
        }

        boolean isIdle() {
            return now - seen >= IDLE;
        }

        boolean isLive() {
            return !isIdle() && now < validUntil;
        }

        boolean isKeepable() {
            return !isIdle() && now < grantEnds + KEPT;
        }
    }

    TestingModel(TestingPlatform platform, OverLimit overLimit, boolean askedAgain) {
        this.platform = platform;
        this.overLimit = overLimit;
        this.askedAgain = askedAgain;
    }

    void passes(int steps) {
        now += (long) steps * STEP;
        platform.clock.passes(Duration.ofSeconds((long) steps * STEP));
    }

    void backend(Mood mood) {
        this.mood = mood;
    }

    /** The playlist, with a token. */
    void plays(Viewing viewing) {
        passes(1);
        Watching here = watching.get(viewing);
        boolean live = here != null && here.isLive();
        boolean out = now < kickedUntil.getOrDefault(viewing, now) || now < deniedUntil.getOrDefault(viewing, now);
        int before = platform.portal.questions().size();
        Decision decision = ask(viewing, true);
        boolean asked = platform.portal.questions().size() > before;

        if (live) {
            assertThat(decision.answer()).as("known").isEqualTo(Answer.ALLOW);
            here.seen = now;
            if (asked) {
                assertThat(askedAgain && now >= here.grantEnds - AHEAD)
                        .as("asked about a known viewer")
                        .isTrue();
                refreshed(here);
            }
        } else if (out) {
            assertThat(decision.answer()).as("kept out").isEqualTo(Answer.DENY);
            assertThat(asked).as("asked about one who is kept out").isFalse();
        } else {
            assertThat(asked).as("asked about a stranger").isTrue();
            stranger(viewing, here, decision);
        }
    }

    /** A segment, without a token: nobody can be asked about it. */
    void fetches(Viewing viewing) {
        passes(1);
        Watching here = watching.get(viewing);
        boolean live = here != null && here.isLive();
        assertThat(ask(viewing, false).answer()).as("segment").isEqualTo(live ? Answer.ALLOW : Answer.DENY);
        if (live) {
            here.seen = now;
        }
    }

    private void refreshed(Watching here) {
        switch (mood) {
            case ALLOWS -> {
                here.grantEnds = now + GRANT;
                here.validUntil = here.grantEnds;
            }
            case IS_DOWN -> here.validUntil = here.grantEnds + KEPT;
            case DENIES -> {
                watching.remove(here.viewing);
                deniedUntil.put(here.viewing, now + DENIED);
            }
        }
    }

    private void stranger(Viewing viewing, Watching former, Decision decision) {
        Answer expected = Answer.DENY;
        if (mood == Mood.IS_DOWN && former != null && former.isKeepable()) {
            former.validUntil = former.grantEnds + KEPT;
            former.seen = now;
            expected = Answer.ALLOW;
        } else if (mood == Mood.ALLOWS && now >= bannedUntil.getOrDefault(viewing.user(), now) && hasPlace(viewing)) {
            expected = Answer.ALLOW;
            watching.remove(viewing);
            if (decision.pass() != null) { // else the table is full
                watching.put(viewing, new Watching(viewing));
            }
        } else if (mood != Mood.IS_DOWN) {
            deniedUntil.put(viewing, now + DENIED);
            if (mood == Mood.DENIES) {
                watching.remove(viewing);
            }
        }
        assertThat(decision.answer()).as("stranger").isEqualTo(expected);
    }

    /** Makes place if somebody may be made to go. */
    private boolean hasPlace(Viewing newcomer) {
        boolean returns = now - replaced.getOrDefault(newcomer, now - GRACE) < GRACE; // both are played
        List<Watching> screens = new ArrayList<>();
        for (Watching each : watching.values()) {
            boolean other = !each.viewing.equals(newcomer) && each.viewing.user() == newcomer.user();
            if (other && !each.isIdle()) {
                screens.add(each);
            }
        }
        while (screens.size() >= SCREENS) {
            Watching goes = screens.stream()
                    .filter(each -> !each.isLive())
                    .min(Comparator.comparing(each -> each.grantEnds))
                    .or(() -> screens.stream()
                            .filter(each -> each.viewing.viewer() == newcomer.viewer())
                            .filter(each -> !returns || now - each.seen >= GRACE)
                            .findFirst())
                    .or(() -> screens.stream()
                            .filter(each -> overLimit == OverLimit.END_OLDEST && !returns)
                            .min(Comparator.comparing(each -> each.began)))
                    .orElse(null);
            if (goes == null) {
                return false;
            }
            screens.remove(goes);
            watching.remove(goes.viewing);
            replaced.put(goes.viewing, now);
        }
        return true;
    }

    void kicks(int user, Duration ban) {
        sweeps();
        platform.sessions().revocations().kick(new UserId("portal", name(user)), TestingKicks.of(ban));
        if (!ban.isZero()) {
            bannedUntil.merge(user, now + ban.toSeconds(), Math::max);
        }
        long out = now + Math.max(DENIED, ban.toSeconds());
        for (Watching each : List.copyOf(watching.values())) {
            if (each.viewing.user() == user) {
                watching.remove(each.viewing);
                kickedUntil.merge(each.viewing, out, Math::max);
            }
        }
    }

    void sweeps() {
        platform.sessions().sweeper().sweep();
        watching.values().removeIf(each -> !each.isLive() && !each.isKeepable());
    }

    /** Nobody is idle for being unable to ask, and denials are forgotten. */
    void restarts() {
        sweeps();
        platform.restart();
        watching.values().forEach(each -> each.seen = now);
        deniedUntil.clear();
        replaced.clear();
    }

    /** What lives there is what lives here, and no user has more than was promised. */
    void compare() {
        Set<Viewing> expected = new HashSet<>();
        watching.values().stream().filter(Watching::isLive).forEach(each -> expected.add(each.viewing));
        Set<Viewing> live = new HashSet<>();
        platform.sessions().live().forEach(session -> {
            String client = session.playback().client();
            String channel = session.playback().channel();
            live.add(new Viewing(client.charAt(client.length() - 1) - '0', channel.charAt(channel.length() - 2) - '0'));
        });
        assertThat(live).as("live").isEqualTo(expected);
        for (int user = 0; user < 2; user++) {
            int number = user;
            assertThat(live.stream().filter(viewing -> viewing.user() == number))
                    .hasSizeLessThanOrEqualTo(SCREENS);
        }
    }

    void everybodyLeaves() {
        passes(60);
        sweeps();
        compare();
        assertThat(platform.live()).isZero();
        assertThat(platform.store.sessions()).isEmpty();
        for (int user = 0; user < 2; user++) {
            assertThat(platform.sessions()
                            .revocations()
                            .kick(new UserId("portal", name(user)), TestingKicks.of(Duration.ZERO)))
                    .isEqualTo(KickResult.NOTHING);
        }
        backend(Mood.ALLOWS);
        plays(new Viewing(0, 0));
        compare();
        assertThat(platform.live()).isOne();
    }

    private Decision ask(Viewing viewing, boolean token) {
        Verdict verdict = switch (mood) {
            case ALLOWS ->
                TestingPlatform.allow(name(viewing.user()), OptionalInt.of(SCREENS), Duration.ofSeconds(GRANT));
            case DENIES -> TestingPlatform.DENY;
            case IS_DOWN -> TestingPlatform.DOWN;
        };
        platform.verdict.set(token ? verdict : new Verdict.Abstain("no token"));
        String folder = "/live/" + viewing.channel() + '/';
        String query = "token=T" + viewing.viewer() + viewing.channel();
        return platform.begin(TestingPlatform.request(
                                token ? folder + "index.m3u8" : folder + "v1/seg.ts", token ? query : "")
                        .clientAddress("203.0.113." + viewing.viewer()))
                .join();
    }

    private static String name(int user) {
        return "user" + user;
    }
}
