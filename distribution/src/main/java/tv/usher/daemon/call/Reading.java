package tv.usher.daemon.call;

/**
 * What a caller takes an answer for.
 *
 * @param text the same for a person
 */
public record Reading(Meaning outcome, String text) {

    public enum Meaning {
        PLAYS,
        DENIED,
        UNDECIDED
    }

    static final Reading PLAYS = new Reading(Meaning.PLAYS, "plays");

    static Reading denied(CallerAnswer answer) {
        return denied("(" + answer.status() + ")");
    }

    static Reading denied(String detail) {
        return new Reading(Meaning.DENIED, "denied " + detail);
    }

    /**
     * @param consequence what the caller does then
     */
    static Reading undecided(String consequence) {
        return new Reading(Meaning.UNDECIDED, "caller would use its own default: " + consequence);
    }
}
