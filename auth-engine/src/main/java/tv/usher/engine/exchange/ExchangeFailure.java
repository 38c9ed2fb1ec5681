package tv.usher.engine.exchange;

/** Why a backend couldn't be asked. The message is a short sentence for operators, without token, query or secret. */
public final class ExchangeFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong, to be told apart without reading the message. */
    public enum Kind {
        REFUSED,
        UNREACHABLE,
        UNRESOLVED,
        TLS,
        TIMEOUT,
        RESET,
        MALFORMED,
        OVERSIZED,
        BUSY,
        STATUS,
        TOLD_TO_WAIT,
        OPEN
    }

    private final Kind kind;

    /** Without a stack trace: an outage makes thousands of these, and where it was made says nothing. */
    public ExchangeFailure(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
