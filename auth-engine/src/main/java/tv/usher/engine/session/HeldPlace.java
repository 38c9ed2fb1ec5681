package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import tv.usher.engine.net.IpAddress;

/**
 * A place of a limit, and whose sessions take it: one session, or all of one address where a household counts once.
 *
 * @param sessions at least one
 */
record HeldPlace(List<Session> sessions) {

    /** The places that those take beside a newcomer, in their order, without the one that he would share. */
    static List<HeldPlace> besides(Session newcomer, Collection<Session> sessions, boolean household) {
        Map<Object, List<Session>> places = places(sessions, household);
        places.remove(household ? addressOf(newcomer) : newcomer);
        return new ArrayList<>(places.values().stream().map(HeldPlace::new).toList());
    }

    /** How many places those take. */
    static int many(Collection<Session> sessions, boolean household) {
        return places(sessions, household).size();
    }

    private static Map<Object, List<Session>> places(Collection<Session> sessions, boolean household) {
        Map<Object, List<Session>> places = new LinkedHashMap<>();
        for (Session session : sessions) {
            places.computeIfAbsent(household ? addressOf(session) : session, place -> new ArrayList<>(1))
                    .add(session);
        }
        return places;
    }

    /** Who has no known address shares with nobody. */
    private static Object addressOf(Session session) {
        Optional<IpAddress> address = session.client().map(IpAddress::customer);
        return address.isPresent() ? address.get() : session;
    }

    /** When it was taken. */
    long began() {
        return sessions.stream()
                .map(Session::began)
                .reduce((one, other) -> other - one < 0 ? other : one)
                .orElseThrow();
    }

    /** The latest of such moments. */
    long latest(ToLongFunction<Session> moment) {
        return sessions.stream()
                .map(moment::applyAsLong)
                .reduce((one, other) -> other - one > 0 ? other : one)
                .orElseThrow();
    }
}
