package tv.usher.engine.util;

import java.util.Objects;
import tv.usher.api.Reason;

/**
 * One question failed, so nothing is known of its viewer. By itself that is no sign that the one who was asked is out, and it never lets
 * anybody in.
 */
public class Undecided extends Exception {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // nobody writes it to a stream
    private final Reason reason;

    /** Without a stack trace: a failing backend makes thousands of these, and where it was made says nothing. */
    public Undecided(Reason reason) {
        super(reason.text(), null, false, false);
        this.reason = Objects.requireNonNull(reason);
    }

    /** For operators, without token, query or secret. */
    public final Reason reason() {
        return reason;
    }

    /** Why a future failed, whatever that was. */
    public static Reason reasonOf(Throwable failure) {
        Throwable cause = DerivedFuture.unwrapped(failure);
        return cause instanceof Undecided known
                ? known.reason
                : ReasonCode.INTERNAL_ERROR.with("failed: " + cause.getClass().getName());
    }
}
