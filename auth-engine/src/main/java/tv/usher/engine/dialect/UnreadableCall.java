package tv.usher.engine.dialect;

import tv.usher.api.Reason;
import tv.usher.engine.util.ReasonCode;

/**
 * A malformed or ambiguous question. It is refused, and no backend is asked. The message is for operators and has nothing that a viewer
 * sent.
 */
public final class UnreadableCall extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final ReasonCode code;
    private final String leftOpen;

    public UnreadableCall(ReasonCode code, String message) {
        this(code, message, "");
    }

    private UnreadableCall(ReasonCode code, String message, String leftOpen) {
        super(message);
        this.code = code;
        this.leftOpen = leftOpen;
    }

    /**
     * The same of a caller that leaves a connection open although it hears of the refusal.
     *
     * @param connection as the caller's API names it
     */
    static UnreadableCall leavingOpen(String connection, IllegalArgumentException failure) {
        ReasonCode code = failure instanceof UnreadableCall unreadable ? unreadable.code : ReasonCode.CALL_MALFORMED;
        return new UnreadableCall(code, String.valueOf(failure.getMessage()), connection);
    }

    /** The connection that has to be cut then; empty if there is none. */
    public static String leftOpenBy(IllegalArgumentException failure) {
        return failure instanceof UnreadableCall unreadable ? unreadable.leftOpen : "";
    }

    /** Why a call can't be read, whoever found that out. */
    public static Reason reasonOf(IllegalArgumentException failure) {
        ReasonCode code = failure instanceof UnreadableCall unreadable ? unreadable.code : ReasonCode.CALL_MALFORMED;
        return code.with(String.valueOf(failure.getMessage()));
    }

    /** It has no stack trace, which would say nothing: anybody can cause floods of these. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
