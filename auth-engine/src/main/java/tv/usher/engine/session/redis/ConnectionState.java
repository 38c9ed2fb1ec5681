package tv.usher.engine.session.redis;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Redis can be used. An outage is logged once when it begins and once when it ends. Thread-safe. */
final class ConnectionState {

    private static final Logger log = LoggerFactory.getLogger(RedisStore.class);

    private enum State {
        AWAY,
        REACHED,
        IN_STEP
    }

    private final RedisAddress address;
    private volatile State state = State.AWAY;
    private volatile @Nullable String problem = "not connected yet";
    private volatile int round;
    private boolean told;
    private boolean toldBusy;
    private boolean shared;
    private boolean closed;

    ConnectionState(RedisAddress address) {
        this.address = address;
    }

    /** Changes are sent. */
    boolean isReached() {
        return state != State.AWAY;
    }

    /** Both sides are up to date, so Redis is asked. */
    boolean isInStep() {
        return state == State.IN_STEP;
    }

    /** The number of the connection, so that a late failure of one isn't taken for a failure of the next. */
    int round() {
        return round;
    }

    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    synchronized void reached() {
        round++;
        state = closed ? State.AWAY : State.REACHED;
    }

    /**
     * @param ofRound nothing happens if it was lost since: what failed meanwhile waits for the next resync
     */
    synchronized void inStep(int ofRound, @Nullable String drawback) {
        if (closed || ofRound != round || state != State.REACHED) {
            return;
        }
        state = State.IN_STEP;
        problem = drawback;
        if (told || !shared) {
            log.info("sessions are shared through {}{}", address, told ? " again" : "");
        }
        if (drawback != null) {
            log.warn("{}: {}", address, drawback);
        }
        told = false;
        shared = true;
    }

    private void tellOnce(RedisConnection.Busy busy) {
        if (!toldBusy) {
            log.warn(
                    "{}: {}, so some aren't sent; meanwhile this Usher goes by what it knows itself",
                    address,
                    busy.getMessage());
            toldBusy = true;
        }
    }

    /** What keys this Usher makes, looked at again while it is in step. */
    synchronized void found(@Nullable String drawback) {
        if (state != State.IN_STEP) {
            return;
        }
        if (drawback != null && !drawback.equals(problem)) {
            log.warn("{}: {}", address, drawback);
        }
        problem = drawback;
    }

    /** Failures from now on aren't logged. */
    synchronized void closed() {
        closed = true;
        state = State.AWAY;
    }

    synchronized void lost(int ofRound, Throwable failure) {
        if (closed || ofRound != round) {
            return;
        }
        if (failure instanceof RedisConnection.Busy busy) {
            tellOnce(busy);
            return;
        }
        state = State.AWAY;
        problem = RedisProblems.of(failure);
        if (!told) {
            log.warn(
                    "{} is unavailable: {}; until it is back, this Usher goes by what it knows itself",
                    address,
                    problem);
            told = true;
        }
    }
}
