package tv.usher.engine.management.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.StallWatch;

/** Finds what is wrong, in the order of the codes. */
final class StatusProblems {

    /** From this share of a bound on it is nearly reached. */
    private static final double NEARLY = .9;

    private final List<Status.Problem> found = new ArrayList<>();

    private StatusProblems() {}

    /**
     * What is looked at.
     *
     * @param mostUnverified null if there is no bound
     * @param letsUnverifiedIn some backend can't be asked now
     * @param letNobodyIn    why new viewers are denied though 'on-unavailable' is allow, by backend
     */
    record Facts(
            List<BackendStatus> backends,
            int unverified,
            @Nullable Integer mostUnverified,
            boolean letsUnverifiedIn,
            Map<String, String> letNobodyIn,
            Status.Store store,
            int sessions,
            int mostSessions,
            int bans,
            int mostBans,
            Status.@Nullable Reload reload,
            List<StallWatch.Stall> stalled,
            boolean draining) {}

    static List<Status.Problem> of(Facts facts) {
        StatusProblems problems = new StatusProblems();
        facts.backends()
                .forEach(
                        backend -> problems.backend(backend, facts.letNobodyIn().get(backend.name())));
        problems.unverified(facts);
        problems.store(facts.store());
        problems.tables(facts);
        problems.reload(facts.reload());
        facts.stalled().forEach(stall -> problems.found.add(ProblemCode.THREAD_STALLED.with(stall.text())));
        if (facts.draining()) {
            problems.found.add(ProblemCode.DRAINING.with("Usher is draining"));
        }
        return problems.found;
    }

    /**
     * @param letsNobodyIn why; null if that isn't so
     */
    private void backend(BackendStatus backend, @Nullable String letsNobodyIn) {
        String reason = backend.reason();
        if (reason == null) {
            return;
        }
        String message = "backend '" + backend.name() + "' is out since " + backend.since() + ": " + backend.message()
                + (letsNobodyIn == null
                        ? "; new viewers get on-unavailable: " + backend.onUnavailable()
                        : "; new viewers are denied, since " + letsNobodyIn);
        if (reason.equals(ReasonCode.LETS_ANYBODY_IN.code())) {
            found.add(ProblemCode.BACKEND_LETS_ANYBODY_IN.with(message));
            return;
        }
        Optional<String> remedy = ReasonCode.of(reason).map(ReasonCode::remedy);
        found.add(remedy.map(first -> ProblemCode.BACKEND_UNAVAILABLE.with(message, first))
                .orElseGet(() -> ProblemCode.BACKEND_UNAVAILABLE.with(message)));
    }

    private void unverified(Facts facts) {
        Integer most = facts.mostUnverified();
        if (facts.letsUnverifiedIn() && most != null && most > 0 && facts.unverified() >= most * NEARLY) {
            found.add(ProblemCode.UNVERIFIED_NEARLY_FULL.with(
                    facts.unverified() + " viewers are unverified, of " + most + " that may be"));
        } else if (facts.unverified() > 0) {
            String many = facts.unverified() == 1 ? "1 viewer is" : facts.unverified() + " viewers are";
            found.add(ProblemCode.UNVERIFIED_VIEWERS.with(
                    many + " watching unverified, since a backend was unavailable"));
        }
    }

    private void store(Status.Store store) {
        String message = store.message();
        if (message != null) {
            found.add(ProblemCode.STORE_AWAY.with("sessions aren't stored (" + store.kind() + "): " + message));
        }
    }

    private void tables(Facts facts) {
        if (facts.sessions() >= facts.mostSessions() * NEARLY) {
            found.add(ProblemCode.SESSIONS_NEARLY_FULL.with(
                    facts.sessions() + " sessions are remembered, of " + facts.mostSessions() + " that may be"));
        }
        if (facts.bans() >= facts.mostBans() * NEARLY) {
            found.add(ProblemCode.BANS_NEARLY_FULL.with(facts.bans()
                    + " bans of users, viewings and tokens are in force, of " + facts.mostBans() + " that may be"));
        }
    }

    private void reload(Status.@Nullable Reload reload) {
        String message = reload == null ? null : reload.message();
        if (reload != null && message != null) {
            Instant at = Instant.parse(reload.at());
            found.add(ProblemCode.RELOAD_REFUSED.with("the reload at " + at + " was refused: " + message));
        }
    }
}
