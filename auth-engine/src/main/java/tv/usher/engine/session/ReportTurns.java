package tv.usher.engine.session;

/**
 * Which sessions a sweep tells a shared store about. Those that a limit counts are told each time, since another Usher
 * may need the place. The others are told so often that they don't lapse there, and each sweep tells about as many of them. Used by one
 * thread.
 */
final class ReportTurns {

    private int turn;

    void next() {
        turn++;
    }

    /** Whether it is told now. */
    boolean isDue(Session session, long now) {
        long every = every(session.isCounted(), session.idleTimeout());
        long turns = every / Lifetimes.SWEEP_NANOS;
        // With a sweep more, since sweeps are a little late.
        return now - session.lastSeen() < every + Lifetimes.SWEEP_NANOS
                && Math.floorMod(session.key().hashCode(), turns) == turn % turns;
    }

    /** Nanoseconds from one report to the next. */
    static long every(boolean counted, long idleNanos) {
        long quarter = counted ? 0 : idleNanos / 4;
        return Math.max(1, quarter / Lifetimes.SWEEP_NANOS) * Lifetimes.SWEEP_NANOS;
    }
}
