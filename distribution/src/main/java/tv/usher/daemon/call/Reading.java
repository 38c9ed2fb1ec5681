package tv.usher.daemon.call;

/**
 * What a caller takes an answer for.
 *
 * @param text the same for a person
 */
public record Reading(Outcome outcome, String text) {

    public enum Outcome {
        PLAYS,
        DENIED,
        UNDECIDED
    }

    static final Reading PLAYS = new Reading(Outcome.PLAYS, "plays");

    static Reading denied(CallerAnswer answer) {
        return denied("(" + answer.status() + ")");
    }

    static Reading denied(String detail) {
        return new Reading(Outcome.DENIED, "denied " + detail);
    }

    /**
     * @param consequence what the caller does then
     */
    static Reading undecided(String consequence) {
        return new Reading(Outcome.UNDECIDED, "caller would use its own default: " + consequence);
    }
}
