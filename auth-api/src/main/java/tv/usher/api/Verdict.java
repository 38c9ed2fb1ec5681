package tv.usher.api;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a backend says of a viewer. The four stay apart from end to end: an outage is never told as a denial, nor a denial as an
 * outage.
 *
 * <p>Each but an allow has a {@link Reason}. A plugin that has only a sentence gives that alone, and its code is then {@code denied},
 * {@code abstained} or {@code unavailable}.
 */
public sealed interface Verdict {

    /** Exactly 200, completely received in time. */
    record Allow(Grant grant) implements Verdict {
        public Allow {
            Objects.requireNonNull(grant);
        }
    }

    /**
     * Any other status.
     *
     * @param redirect where the viewer is sent instead, by callers that can; mostly empty. The engine fills it in from
     *     {@code X-Location} for operators who want that, so a backend needn't
     */
    record Deny(Reason reason, Optional<Location> redirect) implements Verdict {
        public Deny {
            Objects.requireNonNull(reason);
            Objects.requireNonNull(redirect);
        }

        /** The viewer is sent nowhere. */
        public Deny(Reason reason) {
            this(reason, Optional.empty());
        }

        /** The viewer is sent nowhere, and the code is {@code denied}. */
        public Deny(String text) {
            this(new Reason("denied", text));
        }

        /**
         * The denial that a status other than 200 is. Its code is {@code redirected}, {@code too-many-requests}, {@code server-error} or,
         * for all other statuses, {@code denied-by-status}. Nothing of the answer but its status is told.
         */
        public static Deny byStatus(BackendResponse response) {
            int status = response.status();
            String text = "status " + status;
            if (status >= 300 && status < 400) {
                return new Deny(new Reason("redirected", text + ", a redirect, not followed: check the address"));
            }
            if (status == 429) {
                return new Deny(new Reason("too-many-requests", text));
            }
            boolean serverError = status >= 500 && status < 600;
            return new Deny(new Reason(serverError ? "server-error" : "denied-by-status", text));
        }
    }

    /** The backend can't judge this viewer, and wasn't asked. */
    record Abstain(Reason reason) implements Verdict {
        public Abstain {
            Objects.requireNonNull(reason);
        }

        /** The code is {@code abstained}. */
        public Abstain(String text) {
            this(new Reason("abstained", text));
        }
    }

    /**
     * The backend should have judged, and didn't. From a plugin it is about one answer, and the viewer's question is undecided: nobody is
     * let in by it. Where more than that question shows that the backend is out, the operator's {@code on-unavailable} decides.
     */
    record Unavailable(Reason reason) implements Verdict {
        public Unavailable {
            Objects.requireNonNull(reason);
        }

        /** The code is {@code unavailable}. */
        public Unavailable(String text) {
            this(new Reason("unavailable", text));
        }

        /** The answer isn't the middleware's own, but for instance an error page with status 200. The code is {@code foreign-answer}. */
        public static Unavailable foreignAnswer(String text) {
            return new Unavailable(new Reason("foreign-answer", text));
        }
    }

    /** Exactly one of the four is applied, so that no caller can forget one. */
    default <T> T fold(
            Function<? super Allow, ? extends T> allow,
            Function<? super Deny, ? extends T> deny,
            Function<? super Abstain, ? extends T> abstain,
            Function<? super Unavailable, ? extends T> unavailable) {
        if (this instanceof Allow it) {
            return allow.apply(it);
        } else if (this instanceof Deny it) {
            return deny.apply(it);
        } else if (this instanceof Abstain it) {
            return abstain.apply(it);
        }
        return unavailable.apply((Unavailable) this);
    }
}
