package tv.usher.engine.session;

/**
 * What became of a viewer whom a backend allows.
 *
 * @param session null unless the viewer is remembered
 * @param refusal null unless the viewer is kept out: banned, or over the limit
 */
public record AdmissionResult(Session session, Refusal refusal) {

    /** Let in, but not remembered: nothing names the viewing, or the table is full. */
    static final AdmissionResult UNREMEMBERED = new AdmissionResult(null, null);

    static AdmissionResult of(Session session) {
        return new AdmissionResult(session, null);
    }

    static AdmissionResult refused(Refusal refusal) {
        return new AdmissionResult(null, refusal);
    }
}
