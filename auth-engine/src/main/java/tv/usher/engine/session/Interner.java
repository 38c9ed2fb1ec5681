package tv.usher.engine.session;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Makes sessions share equal values. Remembers the last few thousand values. Thread-safe. */
final class Interner<T> {

    private static final int SLOTS = 4096; // a power of two

    private final AtomicReferenceArray<T> slots = new AtomicReferenceArray<>(SLOTS);

    /** An equal value that is remembered, or else this one. */
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
