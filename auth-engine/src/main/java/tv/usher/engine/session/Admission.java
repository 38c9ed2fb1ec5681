package tv.usher.engine.session;

/**
 * What became of a viewer whom a backend allows.
 *
 * @param session null unless the viewer is remembered
 * @param refusal null unless the viewer is kept out: banned, or over the limit
 */
public record Admission(Session session, Refusal refusal) {

    /** Let in, but not remembered: nothing names the viewing, or the table is full. */
    static final Admission UNREMEMBERED = new Admission(null, null);

    static Admission of(Session session) {
        return new Admission(session, null);
    }

    static Admission refused(Refusal refusal) {
        return new Admission(null, refusal);
    }
}
