package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * What operators were promised about limits, as simple as it can be said: it knows who watches, looks at everybody, and nothing of how places
 * are counted. Times are of any unit.
 */
public final class TestingLimitsModel {

    public static final int VIEWINGS = 4 * 4 * 2;

    private static final String[] ADDRESSES = {"203.0.113.1", "203.0.113.2", "2001:db8:0:1::1", "2001:db8:0:1::2"};
    private static final String[] HOMES = {"203.0.113.1", "203.0.113.2", "2001:db8:0:1", "2001:db8:0:1"};
    private static final String[] USERS = {"anna", "anna", "boris", ""};

    private final OverLimit overLimit;
    private final long grace;
    private final long idle;
    private final List<Watching> watching = new ArrayList<>();
    private final Map<Viewing, Long> replaced = new HashMap<>();

    /** Two of the tokens are of one user, one is of nobody; two of the addresses are of one home. */
    public record Viewing(int number) {

        public int token() {
            return number % 4;
        }

        public String user() {
            return USERS[token()];
        }

        public String address() {
            return ADDRESSES[number / 4 % 4];
        }

        public String channel() {
            return "/live/ch" + number / 16 + "/";
        }

        String home() {
            return HOMES[number / 4 % 4];
        }

        boolean isAnotherUsersThan(Viewing other) {
            return !user().isEmpty() && !other.user().isEmpty() && !user().equals(other.user());
        }

        boolean isOwnOf(Viewing other) {
            return token() == other.token() || !user().isEmpty() && user().equals(other.user());
        }
    }

    /** A limit, and on which channel it holds: -1 for both. */
    public record Limit(PlaceOwner of, int most, boolean household, int channel) {

        public SessionLimit named(String name) {
            return new SessionLimit(name, of, most, household);
        }

        public boolean holds(Viewing viewing) {
            return channel < 0 || viewing.channel().endsWith(channel + "/");
        }

        Optional<String> whose(Viewing viewing) {
            return Optional.of(
                            switch (of) {
                                case USER -> viewing.user();
                                case TOKEN -> "token" + viewing.token();
                                case ADDRESS -> viewing.home();
                                case CHANNEL -> viewing.channel();
                            })
                    .filter(whose -> !whose.isEmpty());
        }
    }

    private static final class Watching {

        private final Viewing viewing;
        private final List<Limit> limits;
        private final long began;
        private long seen;

        Watching(Viewing viewing, List<Limit> limits, long now) {
            this.viewing = viewing;
            this.limits = limits;
            this.began = now;
            this.seen = now;
        }
    }

    /**
     * @param grace after which a session is quiet
     * @param idle  after which it is over
     */
    public TestingLimitsModel(OverLimit overLimit, long grace, long idle) {
        this.overLimit = overLimit;
        this.grace = grace;
        this.idle = idle;
    }

    /** Of each kind, one or more. */
    public static Arbitrary<List<Limit>> limits() {
        return Combinators.combine(
                        Arbitraries.of(PlaceOwner.class),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(true, false),
                        Arbitraries.of(-1, -1, 0, 1))
                .as((of, most, household, channel) ->
                        new Limit(of, most, household && (of == PlaceOwner.USER || of == PlaceOwner.TOKEN), channel))
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    /** Who watches now. */
    public List<Viewing> live() {
        return watching.stream().map(one -> one.viewing).toList();
    }

    public void passes(long now) {
        watching.removeIf(one -> now - one.seen >= idle);
    }

    public void seen(Viewing viewing, long now) {
        watching.stream().filter(one -> one.viewing.equals(viewing)).forEach(one -> one.seen = now);
    }

    public void leaves(Viewing viewing) {
        watching.removeIf(one -> one.viewing.equals(viewing));
    }

    /** Nobody is idle for being unable to ask. */
    public void restarts(long now) {
        watching.forEach(one -> one.seen = now);
        replaced.clear();
    }

    /**
     * Somebody wants to watch.
     *
     * @param limits that hold for him, the grant's first
     * @return who had to go for him; empty if he is refused
     */
    public Optional<List<Viewing>> comes(Viewing newcomer, List<Limit> limits, long now) {
        boolean returns = now - replaced.getOrDefault(newcomer, now - grace) < grace;
        List<Watching> going = new ArrayList<>();
        for (Limit limit : limits) {
            List<List<Watching>> places = places(newcomer, limit, going);
            while (places.size() >= limit.most()) {
                Optional<List<Watching>> freed = leftBehind(places, newcomer, returns, now)
                        .or(() -> overLimit == OverLimit.END_OLDEST && !returns
                                ? oldest(places, newcomer, limit)
                                : Optional.empty());
                if (freed.isEmpty()) {
                    return Optional.empty();
                }
                going.addAll(freed.get());
                places.remove(freed.get());
            }
        }
        going.forEach(one -> replaced.put(one.viewing, now));
        watching.removeAll(going);
        leaves(newcomer);
        watching.add(new Watching(newcomer, limits, now));
        return Optional.of(going.stream().map(one -> one.viewing).toList());
    }

    private List<List<Watching>> places(Viewing newcomer, Limit limit, List<Watching> going) {
        Map<Object, List<Watching>> places = new LinkedHashMap<>();
        for (Watching other : counted(limit, limit.whose(newcomer))) {
            boolean sharesPlace = limit.household() && other.viewing.home().equals(newcomer.home());
            if (!other.viewing.equals(newcomer) && !going.contains(other) && !sharesPlace) {
                places.computeIfAbsent(limit.household() ? other.viewing.home() : other, any -> new ArrayList<>())
                        .add(other);
            }
        }
        return new ArrayList<>(places.values());
    }

    private List<Watching> counted(Limit limit, Optional<String> whose) {
        return watching.stream()
                .filter(one -> one.limits.contains(limit)
                        && whose.isPresent()
                        && limit.whose(one.viewing).equals(whose))
                .toList();
    }

    /** The same box is elsewhere now, or the player begins again. */
    private Optional<List<Watching>> leftBehind(
            List<List<Watching>> places, Viewing newcomer, boolean returns, long now) {
        return places.stream()
                .filter(place -> place.stream()
                        .allMatch(one -> one.viewing.address().equals(newcomer.address())
                                && !one.viewing.isAnotherUsersThan(newcomer)
                                && (!returns && !one.viewing.channel().equals(newcomer.channel())
                                        || now - one.seen >= grace)))
                .min(Comparator.<List<Watching>, Long>comparing(place ->
                                place.stream().mapToLong(one -> one.seen).max().orElseThrow())
                        .thenComparing(TestingLimitsModel::began));
    }

    private static Optional<List<Watching>> oldest(List<List<Watching>> places, Viewing newcomer, Limit limit) {
        return places.stream()
                .filter(place -> place.stream()
                        .allMatch(one -> limit.of() == PlaceOwner.CHANNEL
                                ? one.viewing.isOwnOf(newcomer)
                                : !one.viewing.isAnotherUsersThan(newcomer)))
                .min(Comparator.comparing(TestingLimitsModel::began));
    }

    private static Long began(List<Watching> place) {
        return place.stream().mapToLong(one -> one.began).min().orElseThrow();
    }

    /** Nobody has more places than were promised. */
    public void assertHolds(List<Limit> limits) {
        for (Limit limit : limits) {
            Map<Optional<String>, List<Watching>> byOwner = watching.stream()
                    .filter(one -> one.limits.contains(limit))
                    .collect(Collectors.groupingBy(one -> limit.whose(one.viewing)));
            byOwner.forEach((whose, all) -> {
                long places = limit.household()
                        ? all.stream().map(one -> one.viewing.home()).distinct().count()
                        : all.size();
                if (whose.isPresent()) {
                    assertThat(places).as("%s of %s", limit, whose).isLessThanOrEqualTo(limit.most());
                }
            });
        }
    }
}
