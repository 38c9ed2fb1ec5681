package tv.usher.engine.decision;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Viewing;

/** Tells what follows by {@link DecisionTable}, and leaves no trace. */
final class DryRun {

    private final Asked asked;
    private final Sessions sessions;
    private final Viewing viewing;

    DryRun(Asked asked) {
        this.asked = asked;
        this.sessions = asked.context().sessions();
        this.viewing = asked.viewing();
    }

    Plan plan() {
        long now = asked.context().now();
        Session session = sessions.peek(viewing, now);
        Refusal refusal = sessions.refused(viewing, now);
        Plan asking = asked.backends().plan(asked.request(), asked.rule(), this::afterAsking);
        Decision remembered = DecisionTable.fromMemory(asked.rule(), session, refusal, now, viewing);
        return asking.with(memoryState(remembered), remembered);
    }

    private MemoryState memoryState(@Nullable Decision remembered) {
        if (remembered != null) {
            return remembered.isKnown() ? MemoryState.KNOWN : MemoryState.REFUSED;
        }
        if (sessions.live().hasOtherAgent(viewing)) {
            return MemoryState.OTHER_AGENT;
        }
        return viewing.isNamed() ? MemoryState.NOTHING : MemoryState.UNNAMED;
    }

    private Decision afterAsking(CombinedVerdict heard) {
        Session keepable = asked.keepable(heard);
        DecisionTable.Step step = DecisionTable.afterAsking(heard, keepable);
        return switch (step) {
            case ADMIT, ADMIT_UNVERIFIED -> {
                Refusal refusal = sessions.wouldRefuse(
                        viewing,
                        asked.origin(heard),
                        heard.grant(),
                        step == DecisionTable.Step.ADMIT ? null : asked.unverified(heard));
                yield refusal == null
                        ? Decision.of(asked.rule(), heard)
                        : DecisionTable.refused(step, asked.rule(), heard, refusal);
            }
            case REFUSE_UNVERIFIED -> DecisionTable.tooLate(asked.rule(), heard);
            case KEEP ->
                Decision.known(
                        asked.rule(),
                        Objects.requireNonNull(keepable),
                        asked.context().now(),
                        viewing);
            case DENY, TELL ->
                DecisionTable.explained(
                        asked.rule(),
                        heard,
                        sessions.replaced(viewing, asked.context().now()));
        };
    }
}
