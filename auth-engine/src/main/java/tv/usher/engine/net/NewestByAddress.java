package tv.usher.engine.net;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest values with their keys, bounded. An address (IPv6: its /64) may hold as many places as are free, and always an eighth of all;
 * beyond that its own oldest go, so that a flood of one address never hides what happened to others. Thread-safe; who reads holds nobody up.
 */
public final class NewestByAddress<K, V> {

    private static final int PARTS = 8;

    private final int most;
    private final Map<K, Entry<K, V>> entries = new HashMap<>();
    private final ConcurrentNavigableMap<Long, Entry<K, V>> byAge = new ConcurrentSkipListMap<>();
    private final Map<IpAddress, Owned<K, V>> byAddress = new HashMap<>();
    private int places;
    private long next;

    private static final class Entry<K, V> {
        private final long number;
        private final K key;
        private final @Nullable Owned<K, V> owned;
        private final int places;
        private volatile V value;

        private Entry(long number, K key, V value, @Nullable Owned<K, V> owned, int places) {
            this.number = number;
            this.key = key;
            this.value = value;
            this.owned = owned;
            this.places = places;
        }
    }

    /** What one address holds, the oldest first. */
    private static final class Owned<K, V> {
        private final IpAddress address;
        private final Deque<Entry<K, V>> entries = new ArrayDeque<>(2);
        private int places;

        private Owned(IpAddress address) {
            this.address = address;
        }
    }

    public NewestByAddress(int most) {
        this.most = most;
    }

    /** What had that key before is forgotten. */
    public synchronized void add(K key, V value, Optional<IpAddress> address, int wanted) {
        remove(entries.get(key));
        Owned<K, V> owned = address.isEmpty() ? null : ownedBy(address.get().customer());
        Entry<K, V> entry = new Entry<>(next++, key, value, owned, wanted);
        entries.put(key, entry);
        places += wanted;
        if (owned != null) {
            keepShare(owned, entry);
        }
        while (places > most) {
            Map.Entry<Long, Entry<K, V>> oldest = byAge.firstEntry();
            remove(oldest == null ? entry : oldest.getValue());
        }
        if (entries.containsKey(key)) { // shown once there is room, so that nobody sees more than fit
            byAge.put(entry.number, entry);
        }
    }

    private Owned<K, V> ownedBy(IpAddress address) {
        Owned<K, V> owned = byAddress.get(address);
        if (owned == null) {
            owned = new Owned<>(address);
            byAddress.put(address, owned);
        }
        return owned;
    }

    private void keepShare(Owned<K, V> owned, Entry<K, V> added) {
        owned.entries.add(added);
        owned.places += added.places;
        while (owned.places > Math.max(most - places, most / PARTS) && owned.entries.size() > 1) {
            remove(owned.entries.getFirst());
        }
    }

    private void remove(@Nullable Entry<K, V> entry) {
        if (entry == null) {
            return;
        }
        entries.remove(entry.key);
        byAge.remove(entry.number);
        places -= entry.places;
        Owned<K, V> owned = entry.owned;
        if (owned != null) {
            owned.entries.removeFirstOccurrence(entry);
            owned.places -= entry.places;
            if (owned.entries.isEmpty()) {
                byAddress.remove(owned.address);
            }
        }
    }

    public synchronized void change(K key, UnaryOperator<V> change) {
        Entry<K, V> entry = entries.get(key);
        if (entry != null) {
            entry.value = change.apply(entry.value);
        }
    }

    /** The newest comes first. What is added while somebody reads isn't part of it. */
    public Stream<V> newest() {
        return byAge.descendingMap().values().stream().map(entry -> entry.value);
    }
}
