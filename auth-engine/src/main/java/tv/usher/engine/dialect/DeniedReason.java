package tv.usher.engine.dialect;

import java.util.List;
import tv.usher.api.Header;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.util.ReasonCode;

/**
 * Why a viewer is denied, as a header with the code of the reason, never its text; and beside a limit of the user, the one-time code for the
 * operator's portal.
 */
final class DeniedReason {

    private static final String NAME = "X-Denied-Reason";
    private static final String CODE = "X-Denied-Code";
    private static final List<Header> WITHHELD = List.of(new Header(NAME, "denied"));

    private DeniedReason() {}

    /** For a caller that keeps it to itself, unless its configuration says otherwise. */
    static List<Header> toCaller(Decision decision) {
        Header reason = new Header(NAME, decision.reasonCode());
        return decision.code()
                .map(code -> List.of(reason, new Header(CODE, code.reveal())))
                .orElseGet(() -> List.of(reason));
    }

    /**
     * For a proxy that relays it to the viewer. Who isn't let in by a backend hears nothing from which to learn how a token or a password is
     * wrong.
     */
    static List<Header> toViewer(Decision decision) {
        boolean tells = ReasonCode.of(decision.reasonCode())
                .filter(ReasonCode::isForViewers)
                .isPresent();
        return tells ? toCaller(decision) : WITHHELD;
    }
}
