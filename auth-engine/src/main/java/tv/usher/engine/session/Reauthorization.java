package tv.usher.engine.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Grant;
import tv.usher.engine.util.Clock;

/** A known viewer is asked about again: when, and what follows for the session. Thread-safe; nothing here blocks. */
public final class Reauthorization {

    /** Longer than any question may take, also one that asks many backends in turn. */
    public static final Duration LONGEST_QUESTION = Duration.ofMinutes(10);

    private static final int MOST_DOUBTS = 1_000;

    private final Clock clock;
    private final Lifetimes lifetimes;
    private final UnverifiedRechecks rechecks;
    private final AdmissionControl admission;
    private final Denials denials;
    private final SessionWriter writer;
    private final LiveSessions live;

    /** Those since which a question may be under way, the newest first. */
    private volatile List<Doubt> doubts = List.of();

    /**
     * A backend was found to let anybody in.
     *
     * @param allowed as {@link #doubt}
     * @param found   when
     */
    private record Doubt(Predicate<Origin> allowed, long found) {}

    Reauthorization(
            Clock clock,
            Lifetimes lifetimes,
            UnverifiedRechecks rechecks,
            AdmissionControl admission,
            Denials denials,
            SessionWriter writer,
            LiveSessions live) {
        this.clock = clock;
        this.lifetimes = lifetimes;
        this.rechecks = rechecks;
        this.admission = admission;
        this.denials = denials;
        this.writer = writer;
        this.live = live;
    }

    /** True for one caller when it is time to ask about a known viewer again. */
    public boolean claimRefresh(Session session, long now) {
        return session.claimRefresh(now, now + Lifetimes.RETRY_NANOS);
    }

    /** The backend allowed a known viewer again. */
    public void renew(Session session, Grant grant) {
        if (session.hasEnded()) {
            return;
        }
        lifetimes.renew(session, clock.now(), lifetimes.of(grant, true));
        writer.put(session);
    }

    /**
     * A known viewer couldn't be asked about.
     *
     * @return false if the viewer has been kept for as long as allowed
     */
    public boolean keep(Session session) {
        if (!wouldKeep(session)) {
            return false;
        }
        session.keptUntil(lifetimes.keptUntil(session));
        session.seen(clock.now());
        writer.put(session);
        return true;
    }

    /** What {@link #keep} would return now. An unverified viewer has already had that time. */
    public boolean wouldKeep(Session session) {
        return session.isVerified() && !session.hasEnded() && lifetimes.keptUntil(session) - clock.now() > 0;
    }

    /** True for one caller when it is time to ask about a viewer who was let in unverified. */
    public boolean claimVerification(Session session, long now) {
        return rechecks.claim(session, now);
    }

    /**
     * A backend allowed a viewer who was let in unverified: from now on this is a session like any other, and counts for the limit of its
     * user.
     *
     * @param viewing that the session is of
     * @param limits  that hold for it now
     * @param asked   when the question about the viewer began
     */
    public void verified(
            Session session,
            Viewing viewing,
            String backend,
            List<SessionLimit> limits,
            Grant grant,
            Duration idleTimeout,
            long asked) {
        if (session.hasEnded()) {
            return;
        }
        Origin former = session.origin();
        Origin origin = new Origin(former.dialect(), former.caller(), former.rule(), backend, limits);
        admission.admit(viewing, origin, grant, null, idleTimeout).thenAccept(result -> {
            if (result.refusal() == null) {
                rechecks.settle(session, UnverifiedLog.RecheckOutcome.VERIFIED);
                doubtIfFooledSince(asked, result.session());
            } else {
                refuted(session, viewing, result.refusal());
            }
        });
    }

    /** A backend denied a known viewer. */
    public void refuted(Session session, Viewing viewing, Refusal refusal) {
        rechecks.settle(session, UnverifiedLog.RecheckOutcome.DENIED);
        denials.add(viewing, refusal);
        writer.end(session, SessionEnd.DENIED);
    }

    /**
     * A backend turns out to let anybody in: whom it allowed since then is unverified until it has been asked again.
     *
     * @param allowed whether it had to allow the sessions of an origin
     * @param since   a moment of the clock
     */
    public void doubt(Predicate<Origin> allowed, long since) {
        long now = clock.now();
        remember(new Doubt(allowed, now)); // first, so that whoever isn't among the live ones yet meets it
        List<Session> doubted = new ArrayList<>();
        live.forEach(session -> {
            if (session.isVerified() && session.mayBeGrantedSince(since) && allowed.test(session.origin())) {
                session.doubted(clock.now());
                doubted.add(session);
            }
        });
        writer.putAll(doubted);
    }

    private synchronized void remember(Doubt doubt) {
        Stream<Doubt> before =
                doubts.stream().filter(other -> doubt.found() - other.found() < LONGEST_QUESTION.toNanos());
        doubts = Stream.concat(Stream.of(doubt), before).limit(MOST_DOUBTS).toList();
    }

    /**
     * A session has just begun or been renewed. A backend that turned out to let anybody in while that question was under way may have allowed
     * the viewer before.
     *
     * @param asked   when the question began
     * @param session null if the viewer isn't remembered
     */
    public void doubtIfFooledSince(long asked, @Nullable Session session) {
        if (session == null || !session.isVerified()) {
            return;
        }
        for (Doubt doubt : doubts) {
            if (doubt.found() - asked < 0) {
                return; // and so are all others
            }
            if (doubt.allowed().test(session.origin())) {
                session.doubted(clock.now());
                writer.put(session);
                return;
            }
        }
    }
}
