package tv.usher.engine.session.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import tv.usher.engine.session.CountedLimit;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.SessionStore.SharedAdmission;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/**
 * Asks for places. The limits of one shard are one script's. Where several shards have some, each is asked first what would be, lest a
 * session ends for a newcomer who isn't let in; then each gives its places in turn, and takes them back if a later one refuses. The turns
 * are the order of the limits, the same for all newcomers, so that of two that race for the last places one is let in. Thread-safe.
 */
final class Admissions {

    private static final Duration HOLD_PLACE = Duration.ofSeconds(10);

    private final Messenger messenger;
    private final Shards shards;
    private final Duration timeout;
    private final Duration zapGrace;
    private final Clock clock;

    Admissions(Messenger messenger, Shards shards, Duration timeout, Duration zapGrace, Clock clock) {
        this.messenger = messenger;
        this.shards = shards;
        this.timeout = timeout;
        this.zapGrace = zapGrace;
        this.clock = clock;
    }

    /** As {@link tv.usher.engine.session.SessionStore#admit}. */
    CompletableFuture<Optional<SharedAdmission>> admit(
            StoredSession newcomer, List<CountedLimit> limits, OverLimit overLimit) {
        Newcomer asking = new Newcomer(newcomer, overLimit, shards.limits(limits));
        return asking.parts.size() == 1
                ? inTurn(asking, 0, List.of(), false)
                : inTurn(asking, 0, List.of(), true)
                        .thenCompose(would -> isAdmitted(would)
                                ? inTurn(asking, 0, List.of(), false)
                                : CompletableFuture.completedFuture(would));
    }

    private record Newcomer(StoredSession session, OverLimit overLimit, List<Shards.Limits> parts) {}

    private static boolean isAdmitted(Optional<SharedAdmission> admission) {
        return admission.isPresent() && admission.get().admitted();
    }

    /**
     * @param leaving   those that have to go for the newcomer by the limits before
     * @param rehearsed whether it is only asked what would be
     */
    private CompletableFuture<Optional<SharedAdmission>> inTurn(
            Newcomer asking, int part, List<Key> leaving, boolean rehearsed) {
        return ask(asking, part, leaving, rehearsed).thenCompose(said -> {
            if (isAdmitted(said) && part + 1 < asking.parts.size()) {
                List<Key> all = new ArrayList<>(leaving);
                all.addAll(said.orElseThrow().ended());
                return inTurn(asking, part + 1, all, rehearsed);
            }
            if (said.isPresent() && !isAdmitted(said) && !rehearsed) {
                release(asking, part);
            }
            return CompletableFuture.completedFuture(said.map(last -> rehearsed ? last : last.afterEnding(leaving)));
        });
    }

    /** What isn't given back, as Redis is away now, lapses soon. */
    private void release(Newcomer asking, int parts) {
        for (Shards.Limits part : asking.parts.subList(0, parts)) {
            Shard shard = part.shard();
            messenger.ask(
                    shard,
                    Script.RELEASE,
                    List.of(asking.session.key().hex(), shard.fields().moment(asking.session.began())));
        }
    }

    private CompletableFuture<Optional<SharedAdmission>> ask(
            Newcomer asking, int number, List<Key> leaving, boolean rehearsed) {
        Shards.Limits part = asking.parts.get(number);
        Shard shard = part.shard();
        long at = clock.wallNow();
        return messenger
                .ask(shard, Script.ADMIT, values(asking, part, leaving, rehearsed))
                .thenApply(answer -> answer.flatMap(heard -> {
                    shard.replies()
                            .sessions(heard)
                            .forEach(ended -> messenger.overFor(asking.session, ended, at, zapGrace, shard));
                    return shard.replies().admission(part.limits(), heard);
                }));
    }

    private List<String> values(Newcomer asking, Shards.Limits part, List<Key> leaving, boolean rehearsed) {
        Shard shard = part.shard();
        List<String> values = new ArrayList<>(List.of(
                asking.session.key().hex(),
                shard.user(asking.session),
                flag(asking.overLimit == OverLimit.END_OLDEST),
                Long.toString(zapGrace.toMillis()),
                Long.toString(shard.clock().now() + timeout.toMillis()),
                Long.toString(HOLD_PLACE.toMillis()),
                flag(rehearsed),
                leaving.stream().map(Key::hex).collect(Collectors.joining(" ")),
                Integer.toString(part.limits().size())));
        part.limits()
                .forEach(limit -> values.addAll(List.of(
                        shard.places(limit.key()),
                        Integer.toString(limit.most()),
                        flag(limit.household()),
                        flag(limit.isOfStrangers()))));
        values.addAll(shard.fields().write(asking.session));
        return values;
    }

    private static String flag(boolean set) {
        return set ? "1" : "0";
    }
}
