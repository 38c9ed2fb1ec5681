package tv.usher.engine.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.net.IpAddress;

/**
 * The unverified sessions of each backend, so that a bound on them holds under any race. An expired session keeps its place until it is
 * swept, since an outage can make it live again. Thread-safe.
 */
final class UnverifiedPlaces {

    private static final Logger log = LoggerFactory.getLogger(UnverifiedPlaces.class);

    private final Map<String, Places> byBackend = new ConcurrentHashMap<>();

    /**
     * A viewer who changes the channel or comes back takes over the place of the earlier session.
     *
     * @param backend that couldn't be asked; not the session's own where several had to allow and another one named the user
     * @param mostOfAddress of the newcomer's network; those without an address are of one
     * @return the session whose place the newcomer takes, and which ends; the newcomer itself if a place was free; null if there is no
     *     place
     */
    @Nullable Session take(Session newcomer, String backend, int most, int mostOfAddress) {
        return byBackend.computeIfAbsent(backend, name -> new Places(name)).take(newcomer, most, mostOfAddress);
    }

    /** What {@link #take} would say once those had left; nothing is taken. */
    @Nullable Session wouldGive(Session newcomer, String backend, int most, int mostOfAddress, List<Session> leaving) {
        Places places = byBackend.get(backend);
        if (places == null) {
            return most > 0 ? newcomer : null;
        }
        return places.giving(newcomer, most, mostOfAddress, leaving);
    }

    /** How many have a place now. */
    int size() {
        return byBackend.values().stream().mapToInt(Places::size).sum();
    }

    /** How many have a place now, by backend. */
    void forEach(BiConsumer<String, Integer> action) {
        byBackend.forEach((backend, places) -> action.accept(backend, places.size()));
    }

    /** Nothing happens if it has no place. */
    void left(Session session) {
        if (!session.isVerified()) {
            byBackend.values().forEach(places -> places.left(session));
        }
    }

    private record Device(String client, int agent) {

        static Device of(Session session) {
            return new Device(session.playback().client(), session.playback().agent());
        }
    }

    private static final class Places {

        private final String backend;
        private boolean full;

        Places(String backend) {
            this.backend = backend;
        }

        private final Set<Session> taken = new HashSet<>();
        private final Map<Optional<IpAddress>, Integer> ofNetwork = new HashMap<>();
        private final Map<Device, Session> newest = new HashMap<>();

        synchronized @Nullable Session take(Session newcomer, int most, int mostOfAddress) {
            Session gives = giving(newcomer, most, mostOfAddress, List.of());
            if (gives != null) {
                remove(gives);
                taken.add(newcomer);
                ofNetwork.merge(networkOf(newcomer), 1, Integer::sum);
                newest.put(Device.of(newcomer), newcomer);
                tellFull(most);
            }
            return gives;
        }

        /** Once, until half of the places are free again: some come and go in an outage. */
        private void tellFull(int most) {
            if (!full && taken.size() >= most) {
                log.warn(
                        "backend {}: all {} places of 'unverified.viewers' are taken; new viewers are denied until one is free",
                        backend,
                        most);
            }
            full = taken.size() >= most || full && taken.size() > most / 2;
        }

        /** As {@link UnverifiedPlaces#take}, but nothing is taken. */
        synchronized @Nullable Session giving(Session newcomer, int most, int mostOfAddress, List<Session> leaving) {
            List<Session> left =
                    leaving.stream().distinct().filter(taken::contains).toList();
            Optional<IpAddress> network = networkOf(newcomer);
            long neighbours = ofNetwork.getOrDefault(network, 0)
                    - left.stream()
                            .filter(session -> networkOf(session).equals(network))
                            .count();
            if (taken.size() - left.size() < most && neighbours < mostOfAddress) {
                return newcomer;
            }
            Session before = newest.get(Device.of(newcomer));
            boolean gives = before != null && !leaving.contains(before) && givesItsPlace(before, newcomer);
            return gives ? before : null;
        }

        private boolean givesItsPlace(Session before, Session newcomer) {
            boolean same = before.key().equals(newcomer.key());
            return taken.contains(before) && (same || !before.isOnSameChannel(newcomer));
        }

        private boolean remove(Session session) {
            boolean removed = taken.remove(session);
            if (removed) {
                ofNetwork.computeIfPresent(networkOf(session), (network, many) -> many > 1 ? many - 1 : null);
            }
            return removed;
        }

        private static Optional<IpAddress> networkOf(Session session) {
            return IpAddress.customerOf(session.playback().client());
        }

        synchronized int size() {
            return taken.size();
        }

        synchronized void left(Session session) {
            if (remove(session)) {
                newest.remove(Device.of(session), session);
            }
        }
    }
}
