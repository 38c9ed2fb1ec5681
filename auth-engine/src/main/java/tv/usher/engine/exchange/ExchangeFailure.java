package tv.usher.engine.exchange;

import java.util.Objects;
import tv.usher.api.Reason;
import tv.usher.engine.util.ReasonCode;

/** Why a backend couldn't be asked. The message is a short sentence for operators, without token, query or secret. */
public final class ExchangeFailure extends Exception {

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
        STATUS(ReasonCode.SERVER_ERROR),
        TOLD_TO_WAIT(ReasonCode.TOLD_TO_WAIT),
        OPEN(ReasonCode.BREAKER_OPEN);

        private final ReasonCode code;

        Kind(ReasonCode code) {
            this.code = code;
        }
    }

    private final Kind kind;
    private final ReasonCode code;

    /** Without a stack trace: an outage makes thousands of these, and where it was made says nothing. */
    public ExchangeFailure(Kind kind, String message) {
        this(kind, kind.code, message);
    }

    /** For a kind of which operators want to know more than that. */
    public ExchangeFailure(Kind kind, ReasonCode code, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.code = code;
    }

    public Kind kind() {
        return kind;
    }

    public Reason reason() {
        return code.with(Objects.requireNonNull(getMessage()));
    }
}
