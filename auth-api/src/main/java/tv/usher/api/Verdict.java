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
 *
 * <p>All are immutable. There will be no fifth.
 */
public sealed interface Verdict {

    /** Exactly 200, completely received in time. */
    final class Allow implements Verdict {

        private final Grant grant;

        public Allow(Grant grant) {
            this.grant = Objects.requireNonNull(grant);
        }

        public Grant grant() {
            return grant;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Allow allow && grant.equals(allow.grant);
        }

        @Override
        public int hashCode() {
            return grant.hashCode();
        }

        @Override
        public String toString() {
            return "Allow[grant=" + grant + ']';
        }
    }

    /** Any other status. */
    final class Deny implements Verdict {

        private final Reason reason;
        private final Optional<Location> redirect;

        private Deny(Reason reason, Optional<Location> redirect) {
            this.reason = Objects.requireNonNull(reason);
            this.redirect = redirect;
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

        public Reason reason() {
            return reason;
        }

        /** Where the viewer is sent instead, by callers that can; mostly empty. */
        public Optional<Location> redirect() {
            return redirect;
        }

        /**
         * The same denial, which sends the viewer there. The engine does this itself from {@code X-Location} for operators who want that,
         * so a backend needn't.
         */
        public Deny redirect(Optional<Location> redirect) {
            return new Deny(reason, Objects.requireNonNull(redirect));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Deny deny && reason.equals(deny.reason) && redirect.equals(deny.redirect);
        }

        @Override
        public int hashCode() {
            return Objects.hash(reason, redirect);
        }

        @Override
        public String toString() {
            return "Deny[reason=" + reason + ", redirect=" + redirect + ']';
        }
    }

    /** The backend can't judge this viewer, and wasn't asked. */
    final class Abstain implements Verdict {

        private final Reason reason;

        public Abstain(Reason reason) {
            this.reason = Objects.requireNonNull(reason);
        }

        /** The code is {@code abstained}. */
        public Abstain(String text) {
            this(new Reason("abstained", text));
        }

        public Reason reason() {
            return reason;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Abstain abstain && reason.equals(abstain.reason);
        }

        @Override
        public int hashCode() {
            return reason.hashCode();
        }

        @Override
        public String toString() {
            return "Abstain[reason=" + reason + ']';
        }
    }

    /**
     * The backend should have judged, and didn't. From a plugin it is about one answer, and the viewer's question is undecided: nobody is
     * let in by it. Where more than that question shows that the backend is out, the operator's {@code on-unavailable} decides.
     */
    final class Unavailable implements Verdict {

        private final Reason reason;

        public Unavailable(Reason reason) {
            this.reason = Objects.requireNonNull(reason);
        }

        /** The code is {@code unavailable}. */
        public Unavailable(String text) {
            this(new Reason("unavailable", text));
        }

        /** The answer isn't the middleware's own, but for instance an error page with status 200. The code is {@code foreign-answer}. */
        public static Unavailable foreignAnswer(String text) {
            return new Unavailable(new Reason("foreign-answer", text));
        }

        public Reason reason() {
            return reason;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Unavailable unavailable && reason.equals(unavailable.reason);
        }

        @Override
        public int hashCode() {
            return reason.hashCode();
        }

        @Override
        public String toString() {
            return "Unavailable[reason=" + reason + ']';
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
