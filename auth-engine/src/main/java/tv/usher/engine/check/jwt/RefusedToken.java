package tv.usher.engine.check.jwt;

import tv.usher.api.Reason;

/** A token that lets nobody in. The reason is for operators and quotes nothing of the token. */
public final class RefusedToken extends Exception {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // nobody writes it to a stream
    private final Reason reason;

    /** Without a stack trace, since viewers can make thousands of these. */
    public RefusedToken(Reason reason) {
        super(reason.text(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
