package tv.usher.engine.dialect;

/**
 * A question that can't be understood, or could be understood in two ways; it is refused and never asked. The message is for
 * operators and has nothing that a viewer sent.
 */
public final class UnreadableCall extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public UnreadableCall(String message) {
        super(message);
    }

    /** A trace would say nothing, and floods of these are made by whoever likes to. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
