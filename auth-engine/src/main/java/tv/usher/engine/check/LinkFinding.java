package tv.usher.engine.check;

import java.util.Locale;
import tv.usher.engine.util.ReasonCode;

/**
 * A finding about one part of a link.
 *
 * @param part  {@code form}, {@code for}, {@code hash}, {@code start}, {@code end} or {@code lifetime}
 * @param holds false: the link isn't valid
 * @param text  for operators; it never contains the token or a secret
 */
public record LinkFinding(Part part, boolean holds, String text) {

    /** In the order in which they are judged. */
    public enum Part {
        FORM(ReasonCode.LINK_MALFORMED),
        /** For what and whom it is. */
        FOR(ReasonCode.LINK_UNCHECKED),
        HASH(ReasonCode.LINK_FORGED),
        START(ReasonCode.LINK_NOT_BEGUN),
        END(ReasonCode.LINK_EXPIRED),
        LIFETIME(ReasonCode.LINK_TOO_LONG);

        private final ReasonCode otherwise;

        Part(ReasonCode otherwise) {
            this.otherwise = otherwise;
        }

        /** Why a link is refused of which this part doesn't hold. */
        ReasonCode otherwise() {
            return otherwise;
        }

        /** For operators. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return part + ": " + text;
    }
}
