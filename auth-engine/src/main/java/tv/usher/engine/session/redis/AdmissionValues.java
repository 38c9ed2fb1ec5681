package tv.usher.engine.session.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tv.usher.engine.session.CountedLimit;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.StoredSession;

/** What {@link Script#ADMIT} is told. Thread-safe. */
final class AdmissionValues {

    private static final Duration HOLD_PLACE = Duration.ofSeconds(10);

    private final SessionFields fields;
    private final Duration zapGrace;

    AdmissionValues(SessionFields fields, Duration zapGrace) {
        this.fields = fields;
        this.zapGrace = zapGrace;
    }

    /**
     * @param deadline by Redis' clock: after it nobody waits for the answer
     */
    List<String> values(StoredSession newcomer, List<CountedLimit> limits, OverLimit overLimit, long deadline) {
        List<String> values = new ArrayList<>(List.of(
                newcomer.key().hex(),
                SessionTtl.user(newcomer),
                flag(overLimit == OverLimit.END_OLDEST),
                Long.toString(zapGrace.toMillis()),
                Long.toString(deadline),
                Long.toString(HOLD_PLACE.toMillis()),
                Integer.toString(limits.size())));
        limits.forEach(limit -> values.addAll(List.of(
                RedisNames.places(limit.key()),
                Integer.toString(limit.most()),
                flag(limit.household()),
                flag(limit.isOfStrangers()))));
        values.addAll(fields.write(newcomer));
        return values;
    }

    private static String flag(boolean set) {
        return set ? "1" : "0";
    }
}
