package tv.usher.engine.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Places for a newcomer, asked for in this order. An admission takes them; a preview only looks. */
interface Capacity {

    /**
     * The limit whose places are all taken, where nobody goes for the newcomer.
     *
     * @param limits that count the newcomer, at least one
     * @return null if there is a place of each limit
     */
    @Nullable InTheWay ofLimits(Session newcomer, List<CountedLimit> limits, OverLimit overLimit);

    /** False if the backend has let in as many unverified viewers as allowed already, in all or of this address. */
    boolean amongUnverified(Session newcomer, Unverified unverified);

    /** False if as many sessions as allowed are remembered already. */
    boolean inTable(Session newcomer);
}
