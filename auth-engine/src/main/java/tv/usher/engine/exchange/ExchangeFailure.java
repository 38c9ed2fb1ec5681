package tv.usher.engine.exchange;

import java.time.Duration;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.Undecided;

/** Why there was no complete answer of a backend. */
public final class ExchangeFailure extends Undecided {

    private static final long serialVersionUID = 1L;

    /** What went wrong, as it is counted. */
    public enum Kind {
        REFUSED(ReasonCode.CONNECTION_REFUSED),
        UNREACHABLE(ReasonCode.UNREACHABLE),
        UNRESOLVED(ReasonCode.NO_ADDRESS),
        TLS(ReasonCode.TLS_FAILED),
        TIMEOUT(ReasonCode.NO_ANSWER_IN_TIME),
        RESET(ReasonCode.CONNECTION_LOST),
        MALFORMED(ReasonCode.MALFORMED_ANSWER),
        OVERSIZED(ReasonCode.OVERSIZED_ANSWER),
        BUSY(ReasonCode.BUSY),
        /** It says nothing about the backend. */
        OUR_MACHINE(ReasonCode.OUT_OF_FILES),
        OVER_SHARE(ReasonCode.OVER_SHARE),
        STATUS(ReasonCode.SERVER_ERROR),
        TOLD_TO_WAIT(ReasonCode.TOLD_TO_WAIT);

        private final ReasonCode code;

        Kind(ReasonCode code) {
            this.code = code;
        }
    }

    private final Kind kind;
    private final Duration wait;

    public ExchangeFailure(Kind kind, String message) {
        this(kind, kind.code, message);
    }

    /** For a kind of which operators want to know more than that. */
    public ExchangeFailure(Kind kind, ReasonCode code, String message) {
        this(kind, code, message, Duration.ZERO);
    }

    private ExchangeFailure(Kind kind, ReasonCode code, String message, Duration wait) {
        super(code.with(message));
        this.kind = kind;
        this.wait = wait;
    }

    /** Nobody is to be asked before that time is over. */
    public static ExchangeFailure toldToWait(Duration wait) {
        return new ExchangeFailure(
                Kind.TOLD_TO_WAIT,
                ReasonCode.TOLD_TO_WAIT,
                "it asked to come again in " + wait.toSeconds() + "s (Retry-After)",
                wait);
    }

    public Kind kind() {
        return kind;
    }

    /** Zero unless it was told to wait. */
    public Duration waitTime() {
        return wait;
    }
}
