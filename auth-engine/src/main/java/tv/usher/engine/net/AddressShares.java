package tv.usher.engine.net;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The places of one table, shared among client addresses: an address may hold as many places as are free, so that whatever one address
 * invents, others still find room. IPv6 counts by its /64. Who has no known address has no share of its own. Thread-safe, without locks.
 *
 * <p>Nothing is kept for each address: two arrays count the places of all addresses that fall on the same slot, and an address is taken to
 * hold the lesser of its two counts. Nobody outside can tell which addresses share a slot.
 */
public final class AddressShares {

    private static final int SLOTS = 1 << 14;

    /** Of a table that drops old entries and so may always be full, every address may hold this part. */
    private static final int PARTS = 16;

    private final long seed = new SecureRandom().nextLong();
    private final AtomicIntegerArray once = new AtomicIntegerArray(SLOTS);
    private final AtomicIntegerArray twice = new AtomicIntegerArray(SLOTS);
    private final AtomicInteger taken = new AtomicInteger();
    private final int places;
    private volatile int most;
    private volatile int keptFree;

    public AddressShares(int places) {
        this.places = places;
        this.most = places;
    }

    /** All places, also those that are taken. */
    public int most() {
        return most;
    }

    /** No more places are given than are taken now. */
    public void stopGrowing() {
        most = Math.min(most, taken.get());
    }

    public void growAgain() {
        most = places;
    }

    /** Only {@link #takeFree} gives so many of the free places. */
    public void keepFree(int kept) {
        keptFree = kept;
    }

    /**
     * @return false if too few places are free, or the address holds its share already
     */
    public boolean take(Optional<IpAddress> address, int wanted) {
        return wouldGive(address, wanted, 0, 0) && takeUpTo(most - keptFree, address, wanted);
    }

    /**
     * As {@link #take}, whatever the address holds.
     *
     * @return false if too few places are free
     */
    public boolean takeFree(Optional<IpAddress> address, int wanted) {
        return takeUpTo(most, address, wanted);
    }

    private boolean takeUpTo(int bound, Optional<IpAddress> address, int wanted) {
        if (taken.addAndGet(wanted) > bound) {
            taken.addAndGet(-wanted);
            return false;
        }
        count(address, wanted);
        return true;
    }

    /**
     * What {@link #take} would say if places had been given back; nothing is taken.
     *
     * @param leaving      so many
     * @param leavingOfOwn so many of them by the same address
     */
    public boolean wouldGive(Optional<IpAddress> address, int wanted, int leaving, int leavingOfOwn) {
        int free = most - keptFree - taken.get() + leaving;
        return wanted <= free && held(address) - leavingOfOwn + wanted <= free;
    }

    /**
     * For a table that drops an old entry for each new one that doesn't fit.
     *
     * @return false if the address holds its share already
     */
    public boolean takeOrDisplace(Optional<IpAddress> address, int wanted) {
        int share = Math.max(most - taken.get(), most / PARTS);
        boolean gives = held(address) + wanted <= share;
        if (gives) {
            takeAnyway(address, wanted);
        }
        return gives;
    }

    /** However many there are. */
    public void takeAnyway(Optional<IpAddress> address, int wanted) {
        taken.addAndGet(wanted);
        count(address, wanted);
    }

    public void giveBack(Optional<IpAddress> address, int held) {
        taken.addAndGet(-held);
        count(address, -held);
    }

    private void count(Optional<IpAddress> address, int change) {
        if (address.isPresent()) {
            int hash = hash(address.get());
            once.addAndGet(hash & SLOTS - 1, change);
            twice.addAndGet(hash >>> 16 & SLOTS - 1, change);
        }
    }

    private int held(Optional<IpAddress> address) {
        if (address.isEmpty()) {
            return 0;
        }
        int hash = hash(address.get());
        return Math.min(once.get(hash & SLOTS - 1), twice.get(hash >>> 16 & SLOTS - 1));
    }

    private int hash(IpAddress address) {
        IpAddress customer = address.customer();
        long mixed = mix(mix(customer.high() ^ seed) + customer.low());
        return (int) (mixed >>> 32);
    }

    /** Each bit of the result depends on all bits (MurmurHash3's finalizer). */
    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
