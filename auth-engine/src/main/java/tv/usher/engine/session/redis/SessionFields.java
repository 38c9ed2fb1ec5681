package tv.usher.engine.session.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tv.usher.api.Grant;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.session.BanOrder;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.ServerConnection;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionLimit;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.Key;

/** Sessions and orders of bans as texts in Redis, and back. Moments are by Redis' clock. */
final class SessionFields {

    private static final long MAX_MOMENT = 1L << 46; // beyond the year 4000
    private static final long MAX_IDLE = Duration.ofDays(366).toMillis();

    /** How long the news that a session was seen may take after it is due. */
    private static final Duration LATE = Duration.ofSeconds(5);

    /** How long its media server may play on after the grant's end until an Usher takes over from one that is gone. */
    private static final Duration CUT_LATE = Duration.ofMinutes(10);

    private final Shard shard;
    private final Duration keepKnown;
    private final ServerClock clock;

    SessionFields(Shard shard, Duration keepKnown) {
        this.shard = shard;
        this.keepKnown = keepKnown;
        this.clock = shard.clock();
    }

    /** Key, user, follow key, beginning, end of its place, end of the session: what the scripts take of each. */
    List<String> keysAndEnds(StoredSession session) {
        long idle = session.lastSeen() + session.idleTimeout() + session.reportedEvery() + LATE.toMillis();
        long place = Math.min(idle, session.validUntil());
        long cut = session.connections().isEmpty() ? 0 : CUT_LATE.toMillis();
        long end = Math.min(idle, Math.max(session.validUntil() + cut, session.grantEnds() + keepKnown.toMillis()));
        return List.of(
                session.key().hex(),
                shard.user(session),
                shard.follow(session),
                moment(session.began()),
                moment(place),
                moment(end));
    }

    /** Each name, followed by its value. */
    List<String> write(StoredSession session) {
        List<String> fields = new ArrayList<>(32);
        fields.addAll(List.of("user", session.user(), "name", session.name()));
        fields.addAll(List.of(
                "backend", session.origin().backend(), "rule", session.origin().rule()));
        fields.addAll(List.of(
                "dialect",
                session.origin().dialect(),
                "caller",
                session.origin().caller()));
        fields.addAll(List.of(
                "client",
                session.playback().client(),
                "channel",
                session.playback().channel()));
        fields.addAll(List.of("agent", Integer.toString(session.playback().agent())));
        fields.addAll(List.of("follow", followKey(session), "verified", Boolean.toString(session.verified())));
        fields.addAll(List.of("limited", Boolean.toString(session.limited())));
        fields.addAll(List.of("began", moment(session.began()), "seen", moment(session.lastSeen())));
        fields.addAll(List.of("grant-ends", moment(session.grantEnds()), "valid-until", moment(session.validUntil())));
        fields.addAll(List.of("idle-timeout", Long.toString(session.idleTimeout()), "own", moment(session.ownSeen())));
        fields.addAll(
                List.of("once", Boolean.toString(session.askedOnce()), "named", Boolean.toString(session.named())));
        fields.addAll(tokens(session.tokens()));
        session.reconnectKeys().stream().findFirst().ifPresent(key -> fields.addAll(List.of("again", key.hex())));
        List<String> places = shard.places(session);
        if (!places.isEmpty()) {
            fields.addAll(List.of("places", String.join("\n", places)));
        }
        if (!session.origin().limits().isEmpty()) {
            fields.addAll(limits(session));
        }
        if (!session.connections().isEmpty()) {
            fields.addAll(List.of("connections", ServerConnection.text(session.connections())));
            if (shard.has(session.key())) { // one of its shards lists it
                fields.addAll(List.of("usher", shard.teller()));
            }
        }
        return fields;
    }

    /** Those beyond the first have a field of their own: the releases before this one know only one. */
    private static List<String> tokens(List<Long> tokens) {
        List<String> texts = tokens.stream().map(Long::toHexString).toList();
        return texts.size() <= 1
                ? List.of("token", texts.isEmpty() ? "0" : texts.get(0))
                : List.of("token", texts.get(0), "other-tokens", String.join(",", texts.subList(1, texts.size())));
    }

    private static List<Long> tokens(Map<String, String> values) {
        String first = values.getOrDefault("token", "0");
        String others = values.getOrDefault("other-tokens", "");
        return Stream.concat(Stream.of(first), others.isEmpty() ? Stream.empty() : Stream.of(others.split(",")))
                .map(text -> Long.parseUnsignedLong(text, 16))
                .filter(token -> token != 0)
                .toList();
    }

    /** What limits of the configuration need: themselves, and whom the session shares a household with. */
    private static List<String> limits(StoredSession session) {
        String household = IpAddress.customerOf(session.playback().client())
                .map(IpAddress::toString)
                .orElse("");
        return List.of("limits", SessionLimit.text(session.origin().limits()), "household", household);
    }

    /** Empty if it is no session. */
    Optional<StoredSession> read(Key key, List<String> fields) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            values.put(fields.get(i), fields.get(i + 1));
        }
        try {
            return Optional.of(read(key, values));
        } catch (IllegalArgumentException e) { // a number or key that can't be read, or a missing field
            return Optional.empty();
        }
    }

    private StoredSession read(Key key, Map<String, String> values) {
        Origin origin = new Origin(
                text(values, "dialect"),
                text(values, "caller"),
                text(values, "rule"),
                text(values, "backend"),
                SessionLimit.listOf(values.getOrDefault("limits", "")));
        Grant names = Grant.lasting(Duration.ZERO)
                .user(text(values, "user"))
                .sessionName(text(values, "name")); // refuses what isn't a name
        Session.Playback playback = new Session.Playback(
                text(values, "client"), Integer.parseInt(text(values, "agent")), text(values, "channel"));
        String follow = text(values, "follow");
        return new StoredSession(
                key,
                follow.isEmpty() ? null : Key.parse(follow).orElseThrow(IllegalArgumentException::new),
                origin,
                names.user(),
                names.sessionName(),
                playback,
                Boolean.parseBoolean(values.get("verified")),
                Boolean.parseBoolean(values.get("limited")),
                moment(values, "began"),
                moment(values, "seen"),
                moment(values, "grant-ends"),
                moment(values, "valid-until"),
                between(1, Long.parseLong(text(values, "idle-timeout")), MAX_IDLE),
                values.containsKey("own") ? moment(values, "own") : moment(values, "seen"),
                Boolean.parseBoolean(values.get("once")),
                !"false".equals(values.get("named")),
                tokens(values),
                ServerConnection.listOf(values.getOrDefault("connections", "")));
    }

    private static String followKey(StoredSession session) {
        return session.followKey() == null ? "" : session.followKey().hex();
    }

    String moment(long wall) {
        return Long.toString(clock.toServer(wall));
    }

    String order(BanOrder order) {
        return order.since() == 0
                ? order.text()
                : order.at(clock.toServer(order.since())).text();
    }

    /** Unknown if the text is none, as a former version's. */
    BanOrder order(String text) {
        return BanOrder.parse(text)
                .map(order -> order.since() == 0 ? order : order.at(clock.toWall(order.since())))
                .orElse(BanOrder.UNKNOWN);
    }

    private long moment(Map<String, String> values, String name) {
        return clock.toWall(between(0, Long.parseLong(text(values, name)), MAX_MOMENT));
    }

    private static String text(Map<String, String> values, String name) {
        String text = values.get(name);
        if (text == null) {
            throw new IllegalArgumentException(name);
        }
        return text;
    }

    private static long between(long least, long number, long most) {
        if (number < least || number > most) {
            throw new IllegalArgumentException("out of bounds");
        }
        return number;
    }
}
