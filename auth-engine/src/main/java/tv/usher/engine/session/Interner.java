package tv.usher.engine.session;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Lets sessions share equal values, of which a few thousand that came last are remembered. Thread-safe. */
final class Interner<T> {

    private static final int SLOTS = 4096; // a power of two

    private final AtomicReferenceArray<T> slots = new AtomicReferenceArray<>(SLOTS);

    /** An equal value that came before, or this one. */
    T same(T value) {
        int hash = value.hashCode();
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        T recent = slots.get(slot);
        if (value.equals(recent)) {
            return recent;
        }
        slots.set(slot, value);
        return value;
    }
}
