package tv.usher.engine.management.api;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.net.WireText;
import tv.usher.engine.session.Session;
import tv.usher.engine.util.Key;

/** The orders in which sessions can be listed. Those that are equal, or have no such value, are in the order of their ids. */
final class SessionOrder implements Comparator<SessionOrder.Placed> {

    static final String PARAMETER = "sort";

    /** Whose texts are kept during a walk; viewers may invent any number. */
    private static final int MOST_CHANNELS = 1_000;

    /** In the order of the hexadecimal digits. */
    private static final Comparator<Key> BY_ID = (one, other) -> one.high() != other.high()
            ? Long.compareUnsigned(one.high(), other.high())
            : Long.compareUnsigned(one.low(), other.low());

    /** The order that doesn't change while sessions come and go. */
    static final SessionOrder OF_IDS = new SessionOrder(session -> "", false);

    /** What each order compares, made anew for each walk over all sessions. */
    private static final Map<String, Supplier<Function<Session, Comparable<?>>>> VALUES = new TreeMap<>(Map.of(
            "user", () -> session -> text(session.user()),
            "name", () -> session -> text(session.name()),
            "channel", SessionOrder::channel,
            "backend", () -> session -> session.origin().backend(),
            "address", () -> session -> address(session.client()),
            "since", () -> session -> new Moment(session.began()),
            "lastSeen", () -> session -> new Moment(session.lastSeen())));

    private final Function<Session, Comparable<?>> value;
    private final boolean descending;

    private SessionOrder(Function<Session, Comparable<?>> value, boolean descending) {
        this.value = value;
        this.descending = descending;
    }

    /**
     * @throws ApiException if there is no such order
     */
    static SessionOrder of(ApiRequest request) {
        Optional<String> wanted = request.parameter(PARAMETER);
        if (wanted.isEmpty()) {
            return OF_IDS;
        }
        boolean descending = wanted.get().startsWith("-");
        Supplier<Function<Session, Comparable<?>>> value =
                VALUES.get(wanted.get().substring(descending ? 1 : 0));
        if (value == null) {
            throw new ApiException(
                    ApiProblem.BAD_REQUEST,
                    "'sort' must be one of " + String.join(", ", VALUES.keySet())
                            + ", with '-' before it for descending");
        }
        return new SessionOrder(value.get(), descending);
    }

    /** Worked out once for all who watch it: a hundred thousand viewers share a few hundred channels. */
    private static Function<Session, Comparable<?>> channel() {
        Map<String, String> known = new HashMap<>();
        return session -> {
            String wire = session.channel();
            String text = known.get(wire);
            if (text == null) {
                text = text(WireText.read(wire));
                if (known.size() < MOST_CHANNELS) {
                    known.put(wire, text);
                }
            }
            return text;
        };
    }

    /** A session with what it is sorted by, which is worked out once. */
    record Placed(Session session, Comparable<?> value) {

        Key key() {
            return session.key();
        }
    }

    Placed place(Session session) {
        return new Placed(session, value.apply(session));
    }

    @Override
    public int compare(Placed one, Placed other) {
        int order = compareValues(one.value(), other.value());
        return order != 0 ? order : BY_ID.compare(one.key(), other.key());
    }

    /** Who has no such value comes last either way. */
    private int compareValues(Comparable<?> one, Comparable<?> other) {
        boolean lacks = one.equals("");
        if (lacks || other.equals("")) {
            return Boolean.compare(lacks, other.equals(""));
        }
        @SuppressWarnings("unchecked") // both are values of the same kind
        int order = ((Comparable<Object>) one).compareTo(other);
        return descending ? -order : order;
    }

    static boolean isAfter(Session session, Key id) {
        return BY_ID.compare(session.key(), id) > 0;
    }

    private static String text(String shown) {
        return shown.toUpperCase(Locale.ROOT);
    }

    /** By {@link System#nanoTime}, which may overflow. */
    private record Moment(long nanos) implements Comparable<Moment> {

        @Override
        public int compareTo(Moment other) {
            return Long.signum(nanos - other.nanos);
        }
    }

    private static Comparable<?> address(Optional<IpAddress> client) {
        return client.isPresent() ? new ByNumber(client.get()) : "";
    }

    /** IPv4 before IPv6, each by its number. */
    private record ByNumber(IpAddress address) implements Comparable<ByNumber> {

        @Override
        public int compareTo(ByNumber other) {
            int byKind = Integer.compare(address.bits(), other.address.bits());
            int byHigh = Long.compareUnsigned(address.high(), other.address.high());
            return byKind != 0
                    ? byKind
                    : byHigh != 0 ? byHigh : Long.compareUnsigned(address.low(), other.address.low());
        }
    }
}
