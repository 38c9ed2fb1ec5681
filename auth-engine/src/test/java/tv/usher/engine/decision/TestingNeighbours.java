package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.UserId;

/**
 * What viewers behind one address were promised who can't be told apart without their tokens: one player, three channels. It lets things
 * happen to a platform and compares. Every seven seconds each player that plays fetches a segment without a token; none may miss one.
 */
final class TestingNeighbours {

    static final int VIEWERS = 8;
    static final int CHANNELS = 3;
    static final int STEP = 7;

    private static final String ADDRESS = "203.0.113.7";
    private static final int IDLE = 60;
    private static final int GRACE = 10;
    private static final int DENIED = 10;

    private final TestingPlatform platform;
    private final Map<Viewing, Watching> watching = new HashMap<>();
    private final Map<Viewing, Long> keptOutUntil = new HashMap<>();
    private final Map<Integer, Integer> plays = new HashMap<>(); // by viewer: the channel that the player is on
    private final Map<Viewing, Long> replaced = new HashMap<>();
    private final long[] shared = new long[CHANNELS];
    private long now;

    record Viewing(int viewer, int channel) {

        /** The last two are one family. */
        String user() {
            return "user" + Math.min(viewer, VIEWERS - 2);
        }

        String token() {
            return "T" + viewer;
        }

        String folder() {
            return "/live/" + channel + '/';
        }

        Grant grant() {
            Duration lifetime = Duration.ofSeconds(viewer % 2 == 0 ? 100 : 1_000);
            return switch (viewer) {
                case 0, 1, 2 -> Grant.lasting(lifetime).user(user()).maxSessions(1);
                case 3 -> Grant.lasting(lifetime).user(user()).unique(true);
                case 4, 5 -> Grant.lasting(lifetime).user(user());
                default -> Grant.lasting(lifetime).user(user()).maxSessions(2);
            };
        }

        int limit() {
            return grant().unique() ? 1 : grant().maxSessions().orElse(Integer.MAX_VALUE);
        }
    }

    private final class Watching {

        private final Viewing viewing;
        private final long began = now;
        private final long ends;
        private long seen = now;

        Watching(Viewing viewing) {
            this.viewing = viewing;
            this.ends = now + viewing.grant().lifetime().toSeconds();
        }

        /** Segments that it shares with others count for each of them. */
        boolean isIdle() {
            return now - Math.max(seen, Math.min(ends, shared[viewing.channel()])) >= IDLE;
        }

        boolean isLive() {
            return !isIdle() && now < ends;
        }

        boolean livesByOthers() {
            return now - seen >= IDLE;
        }
    }

    TestingNeighbours(TestingPlatform platform) {
        this.platform = platform;
        Arrays.fill(shared, -IDLE);
    }

    /** Each player fetches its next segment; one whose session has ended is either let in by a neighbour's, or stops. */
    void timePasses() {
        now += STEP;
        platform.clock.passes(Duration.ofSeconds(STEP));
        watching.values().removeIf(Watching::isIdle);
        for (Map.Entry<Integer, Integer> player : List.copyOf(plays.entrySet())) {
            Viewing viewing = new Viewing(player.getKey(), player.getValue());
            List<Watching> living = living(viewing.channel());
            Watching own = watching.get(viewing);
            Answer answer = ask(viewing, false);
            assertThat(answer)
                    .as("segment of %s at %d, %s", viewing, now, own == null ? "ended" : "live")
                    .isEqualTo(living.isEmpty() ? Answer.DENY : Answer.ALLOW);
            if (living.size() == 1) {
                living.get(0).seen = now;
            } else if (!living.isEmpty()) {
                shared[viewing.channel()] = now;
            }
            if (living.isEmpty()) {
                plays.remove(viewing.viewer());
            }
        }
    }

    private List<Watching> living(int channel) {
        return watching.values().stream()
                .filter(each -> each.viewing.channel() == channel && each.isLive())
                .toList();
    }

    /** The playlist, with a token: the viewer is known, or has zapped, or begins. */
    void plays(Viewing viewing) {
        Watching here = watching.get(viewing);
        Answer answer = ask(viewing, true);
        if (here != null && here.isLive()) {
            here.seen = now;
            assertThat(answer).as("known %s", viewing).isEqualTo(Answer.ALLOW);
        } else if (now < keptOutUntil.getOrDefault(viewing, now)) {
            assertThat(answer).as("kept out %s", viewing).isEqualTo(Answer.DENY);
        } else if (hasPlace(viewing)) {
            assertThat(answer).as("newcomer %s", viewing).isEqualTo(Answer.ALLOW);
            watching.put(viewing, new Watching(viewing));
        } else {
            assertThat(answer).as("over the limit %s", viewing).isEqualTo(Answer.DENY);
            keptOutUntil.put(viewing, now + DENIED);
        }
        if (answer == Answer.ALLOW) {
            plays.put(viewing.viewer(), viewing.channel());
        } else {
            plays.remove(viewing.viewer());
        }
    }

    private boolean hasPlace(Viewing newcomer) {
        List<Watching> screens = new ArrayList<>(watching.values());
        screens.removeIf(each -> each.isIdle()
                || each.viewing.equals(newcomer)
                || !each.viewing.user().equals(newcomer.user()));
        boolean returns = now - replaced.getOrDefault(newcomer, now - GRACE) < GRACE; // both are played
        while (screens.size() >= newcomer.limit()) {
            Watching goes = screens.stream()
                    .filter(each -> !each.isLive())
                    .min(Comparator.comparing(each -> each.ends))
                    .or(() -> earliest(screens, Watching::livesByOthers))
                    .or(() -> earliest(
                            screens,
                            each -> !returns && each.viewing.channel() != newcomer.channel()
                                    || now - each.seen >= GRACE))
                    .or(() -> newcomer.grant().unique() && !returns
                            ? screens.stream().min(Comparator.comparing(each -> each.began))
                            : Optional.empty())
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

    private static Optional<Watching> earliest(List<Watching> screens, Predicate<Watching> condition) {
        return screens.stream()
                .filter(condition)
                .min(Comparator.<Watching>comparingLong(each -> each.seen).thenComparing(each -> each.began));
    }

    /** An operator ends all sessions of a viewer's user. */
    void kicks(int viewer) {
        String user = new Viewing(viewer, 0).user();
        sweeps();
        platform.sessions().revocations().kick(new UserId("portal", user), TestingKicks.of(Duration.ZERO));
        for (Watching each : List.copyOf(watching.values())) {
            if (each.viewing.user().equals(user)) {
                watching.remove(each.viewing);
                keptOutUntil.merge(each.viewing, now + DENIED, Math::max);
            }
        }
    }

    void sweeps() {
        platform.sessions().sweeper().sweep();
        watching.values().removeIf(Watching::isIdle);
    }

    /** Nobody is idle for being unable to ask, and denials are forgotten. */
    void restarts() {
        sweeps();
        platform.restart();
        watching.values().forEach(each -> each.seen = now);
        keptOutUntil.clear();
        replaced.clear();
    }

    /** Who lives there is who lives here, however many share what they fetch. */
    void compare() {
        Set<Viewing> expected = new HashSet<>();
        watching.values().stream().filter(Watching::isLive).forEach(each -> expected.add(each.viewing));
        List<String> live = new ArrayList<>();
        platform.sessions()
                .live()
                .forEach(session -> live.add(session.user() + session.playback().channel()));
        assertThat(live)
                .as("live at %d", now)
                .containsExactlyInAnyOrderElementsOf(expected.stream()
                        .map(viewing -> viewing.user() + viewing.folder())
                        .toList());
    }

    private Answer ask(Viewing viewing, boolean token) {
        platform.verdict.set(token ? new Verdict.Allow(viewing.grant()) : new Verdict.Abstain("no token"));
        String path = viewing.folder() + (token ? "index.m3u8" : "seg.ts");
        return platform.ask(TestingPlatform.request(path, token ? "token=" + viewing.token() : "")
                .clientAddress(ADDRESS));
    }
}
