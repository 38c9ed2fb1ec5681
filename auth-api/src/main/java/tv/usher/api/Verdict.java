package tv.usher.api;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a backend says of a viewer. The four stay apart from end to end: an outage is never told as a denial, nor a denial as an
 * outage.
 *
 * <p>A reason is a short sentence for operators, in logs and on pages. It never has a token, a secret, a whole query or an address
 * with its query.
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
    record Deny(String reason, Optional<Location> redirect) implements Verdict {
        public Deny {
            Objects.requireNonNull(reason);
            Objects.requireNonNull(redirect);
        }

        /** The viewer is sent nowhere. */
        public Deny(String reason) {
            this(reason, Optional.empty());
        }

        /**
         * The denial that a status other than 200 is, with the reason in operators' words; for a redirect it says that it isn't
         * followed. Nothing of the answer but its status is told.
         */
        public static Deny byStatus(BackendResponse response) {
            int status = response.status();
            boolean redirect = status >= 300 && status < 400;
            return new Deny("status " + status + (redirect ? ", a redirect, not followed: check the address" : ""));
        }
    }

    /** The backend can't judge this viewer, and wasn't asked. */
    record Abstain(String reason) implements Verdict {
        public Abstain {
            Objects.requireNonNull(reason);
        }
    }

    /** The backend should have judged and couldn't be asked; the operator's {@code on-unavailable} decides. */
    record Unavailable(String reason) implements Verdict {
        public Unavailable {
            Objects.requireNonNull(reason);
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
