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
     * @param unverified of all backends, also of those that can be asked again
     * @param allowing   the backends that can't be asked now and whose 'on-unavailable' is allow
     */
    record Facts(
            List<BackendStatus> backends,
            int unverified,
            Map<String, Allowing> allowing,
            Status.Store store,
            int sessions,
            int mostSessions,
            int bans,
            int mostBans,
            Status.@Nullable Reload reload,
            List<StallWatch.Stall> stalled,
            boolean draining) {}

    /**
     * A backend whose new viewers are let in unverified, within its own bounds.
     *
     * @param over nobody is let in any more
     */
    record Allowing(int unverified, int most, boolean over) {

        private boolean isNearlyFull() {
            return most > 0 && unverified >= most * NEARLY;
        }

        /** Why new viewers are denied. */
        private Optional<String> letsNobodyIn() {
            if (over) {
                return Optional.of("'unverified.during' is over");
            }
            return unverified >= most
                    ? Optional.of("all " + most + " places of 'unverified.viewers' are taken")
                    : Optional.empty();
        }
    }

    static List<Status.Problem> of(Facts facts) {
        StatusProblems problems = new StatusProblems();
        facts.backends()
                .forEach(backend -> problems.backend(backend, facts.allowing().get(backend.name())));
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

    private void backend(BackendStatus backend, @Nullable Allowing allowing) {
        String reason = backend.reason();
        if (reason == null) {
            return;
        }
        Optional<String> letsNobodyIn = Optional.ofNullable(allowing).flatMap(Allowing::letsNobodyIn);
        String message = "backend '" + backend.name() + "' is out since " + backend.since() + ": " + backend.message()
                + letsNobodyIn
                        .map(why -> "; new viewers are denied, since " + why)
                        .orElse("; new viewers get on-unavailable: " + backend.onUnavailable());
        if (reason.equals(ReasonCode.LETS_ANYBODY_IN.code())) {
            found.add(ProblemCode.BACKEND_LETS_ANYBODY_IN.with(message));
            return;
        }
        Optional<String> remedy = ReasonCode.of(reason).map(ReasonCode::remedy);
        found.add(remedy.map(first -> ProblemCode.BACKEND_UNAVAILABLE.with(message, first))
                .orElseGet(() -> ProblemCode.BACKEND_UNAVAILABLE.with(message)));
    }

    private void unverified(Facts facts) {
        int before = found.size();
        facts.allowing().forEach((backend, allowing) -> {
            if (allowing.isNearlyFull()) {
                found.add(ProblemCode.UNVERIFIED_NEARLY_FULL.with("backend '" + backend + "': " + allowing.unverified()
                        + " viewers are unverified, of " + allowing.most() + " that may be"));
            }
        });
        if (found.size() == before && facts.unverified() > 0) {
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
