package tv.usher.engine.session;

import org.jspecify.annotations.Nullable;

/**
 * The result of admitting a viewer.
 *
 * @param session null unless the viewer is remembered
 * @param refusal null unless the viewer is kept out: banned, or over the limit
 */
public record AdmissionResult(
        @Nullable Session session, @Nullable Refusal refusal) {

    /** Admitted, but not remembered: the viewing has no name, or the table is full. */
    static final AdmissionResult UNREMEMBERED = new AdmissionResult(null, null);

    static AdmissionResult of(Session session) {
        return new AdmissionResult(session, null);
    }

    static AdmissionResult refused(Refusal refusal) {
        return new AdmissionResult(null, refusal);
    }
}
