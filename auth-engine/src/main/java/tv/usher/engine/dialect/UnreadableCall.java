package tv.usher.engine.dialect;

import tv.usher.api.Reason;
import tv.usher.engine.util.ReasonCode;

/**
 * A question that can't be understood, or could be understood in two ways; it is refused and never asked. The message is for
 * operators and has nothing that a viewer sent.
 */
public final class UnreadableCall extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final ReasonCode code;

    public UnreadableCall(ReasonCode code, String message) {
        super(message);
        this.code = code;
    }

    /** Why a call can't be read, whoever found that out. */
    public static Reason reasonOf(IllegalArgumentException failure) {
        ReasonCode code = failure instanceof UnreadableCall unreadable ? unreadable.code : ReasonCode.CALL_MALFORMED;
        return code.with(String.valueOf(failure.getMessage()));
    }

    /** A trace would say nothing, and floods of these are made by whoever likes to. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
