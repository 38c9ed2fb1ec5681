package tv.usher.engine.management.status;

import java.util.Locale;

/** What can be wrong with Usher as a whole, by a code, and what to do about it. Codes never change: programs know them. */
public enum ProblemCode {
    BACKEND_UNAVAILABLE(
            "what new viewers get meanwhile is the backend's 'on-unavailable'; who is known goes on for 'sessions.keep-known'"),
    BACKEND_LETS_ANYBODY_IN(
            "what answers there lets a random token in: look at the middleware's address and for an error page or a maintenance page"
                    + " (usher check --probe)"),
    UNVERIFIED_NEARLY_FULL(
            "new viewers will be denied when all places are taken: bring the backend back, or raise 'unverified.viewers'"),
    UNVERIFIED_VIEWERS("they are asked about with their next requests once the backend is back (usher unverified)"),
    STORE_AWAY(
            "known viewers go on from memory; a restart now would forget what isn't stored, so mend the store first"),
    SESSIONS_NEARLY_FULL(
            "new viewers will be decided but not remembered: raise 'sessions.max-sessions', and -Xmx if the heap is the bound"),
    BANS_NEARLY_FULL("further bans will be refused: end some (usher bans, usher unban), or raise 'sessions.max-bans'"),
    RELOAD_REFUSED(
            "the earlier configuration is in force: mend the file (usher check) and reload again; if a reload can't change it, restart Usher or take the change back"),
    THREAD_STALLED("whoever is served by it waits; the log has its stack. A restart helps for sure"),
    DRAINING("Usher is stopping and takes no new questions");

    private final String advice;

    ProblemCode(String advice) {
        this.advice = advice;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** In a sentence without its full stop. */
    public String advice() {
        return advice;
    }

    Status.Problem with(String message) {
        return new Status.Problem(code(), message, advice);
    }

    /**
     * @param first what else to do
     */
    Status.Problem with(String message, String first) {
        return new Status.Problem(code(), message, first + "; " + advice);
    }
}
