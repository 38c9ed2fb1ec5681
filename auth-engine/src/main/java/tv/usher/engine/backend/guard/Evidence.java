package tv.usher.engine.backend.guard;

import tv.usher.engine.backend.UnusableAnswer;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.Undecided;

/** What a question that failed says of the backend. */
enum Evidence {

    /** It is out: no connection could be had, or it said so. */
    OUT,

    /** No connection came about in time. It is out, unless its canary gets one: a flood may have taken the time. */
    UNCONNECTED,

    /** Its own queue is full, so this viewer couldn't be asked about. */
    FULL,

    /** Perhaps it is out; a canary tells. */
    SUSPICIOUS,

    /** Only if it happens to viewers of several addresses. */
    OTHERS_ONLY,

    /** Nothing: it is the viewer's, the plugin's or Usher's own failure. */
    NONE;

    static Evidence of(Undecided failed) {
        if (failed instanceof UnusableAnswer) {
            return SUSPICIOUS;
        }
        return ReasonCode.of(failed.reason().code()).map(Evidence::of).orElse(SUSPICIOUS);
    }

    private static Evidence of(ReasonCode code) {
        return switch (code) {
            case CONNECTION_REFUSED, NO_ADDRESS, UNREACHABLE, TLS_FAILED, TOLD_TO_WAIT -> OUT;
            case NO_CONNECTION_IN_TIME -> UNCONNECTED;
            case BUSY -> FULL;
            case TOO_MANY_REQUESTS, NO_PLACE_IN_TIME -> OTHERS_ONLY;
            case OVER_SHARE,
                    BACKEND_CLOSED,
                    OUT_OF_FILES,
                    OUT_OF_PORTS,
                    QUESTION_TOO_LONG,
                    PLUGIN_FAILED,
                    INTERNAL_ERROR -> NONE;
            default -> SUSPICIOUS;
        };
    }
}
