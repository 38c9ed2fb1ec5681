package tv.usher.engine.dialect;

import tv.usher.api.Header;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.util.ReasonCode;

/** Why a viewer is denied, as a header with the code of the reason; never its text. */
final class DeniedReason {

    private static final String NAME = "X-Denied-Reason";
    private static final Header WITHHELD = new Header(NAME, "denied");

    private DeniedReason() {}

    /** For a caller that keeps it to itself, unless its configuration says otherwise. */
    static Header toCaller(Decision decision) {
        return new Header(NAME, decision.reasonCode());
    }

    /**
     * For a proxy that relays it to the viewer. Who isn't let in by a backend hears nothing from which to learn how a token or a password is
     * wrong.
     */
    static Header toViewer(Decision decision) {
        boolean tells = ReasonCode.of(decision.reasonCode())
                .filter(ReasonCode::isForViewers)
                .isPresent();
        return tells ? toCaller(decision) : WITHHELD;
    }
}
