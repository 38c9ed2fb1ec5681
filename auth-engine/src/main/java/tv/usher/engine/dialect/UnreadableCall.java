package tv.usher.engine.dialect;

/**
 * A malformed or ambiguous question. It is refused, and no backend is asked. The message is for operators and has nothing that a viewer
 * sent.
 */
public final class UnreadableCall extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public UnreadableCall(String message) {
        super(message);
    }

    /** It has no stack trace, which would say nothing: anybody can cause floods of these. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
