package tv.usher.engine.management.status;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.guard.WatchedBackend;
import tv.usher.engine.decision.Answer;
import tv.usher.engine.session.LimitKey;
import tv.usher.engine.session.LiveSessions;
import tv.usher.engine.session.MetLimit;
import tv.usher.engine.session.PlaceOwner;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.StoreStatus;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.DaemonThreads;
import tv.usher.engine.util.RepeatedTask;
import tv.usher.engine.util.StallWatch;

/** Looks how Usher is. Thread-safe; a look is cheap and walks over no more than a few thousand sessions. */
public final class StatusReport implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int MOST_USERS = 50;
    private static final String OF_BACKEND = "backend ";

    private final Observed observed;
    private final String startedAt = Instant.now().toString();
    private final RecentRates rates = new RecentRates(this::counters);
    private final ScheduledExecutorService ticking =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreads("usher-status"));

    public StatusReport(Observed observed) {
        this.observed = observed;
    }

    /**
     * What is looked at.
     *
     * @param configuration the file in force
     * @param reload        the last one; empty if there was none
     */
    public record Observed(
            Path configuration,
            Sessions sessions,
            Supplier<List<WatchedBackend>> backends,
            ToDoubleFunction<Answer> decided,
            Supplier<Optional<Status.Reload>> reload,
            Supplier<List<StallWatch.Stall>> stalled,
            BooleanSupplier draining) {}

    /** From now on it knows how fast things happen. */
    public void start() {
        Runnable tick = new RepeatedTask("how fast things happen wasn't noted", () -> rates.tick(System.nanoTime()));
        ticking.scheduleAtFixedRate(tick, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Map<String, Double> counters() {
        Map<String, Double> counters = new LinkedHashMap<>();
        for (Answer answer : Answer.values()) {
            counters.put(answer.word(), observed.decided().applyAsDouble(answer));
        }
        observed.backends()
                .get()
                .forEach(backend -> counters.put(
                        OF_BACKEND + backend.name(), (double) backend.activity().questions()));
        return counters;
    }

    public Status now() {
        Map<String, Double> perSecond = rates.perSecond(System.nanoTime());
        List<BackendStatus> backends = observed.backends().get().stream()
                .map(backend -> BackendStatus.of(backend, perSecond.getOrDefault(OF_BACKEND + backend.name(), 0.0)))
                .toList();
        perSecond.keySet().removeIf(name -> name.startsWith(OF_BACKEND));
        Sessions sessions = observed.sessions();
        LiveSessions live = sessions.live();
        List<MetLimit> met = live.limitsMet();
        Status.Reload reload = observed.reload().get().orElse(null);
        StatusProblems.Facts facts = new StatusProblems.Facts(
                backends,
                live.unverified(),
                letUnverifiedIn(live),
                store(sessions.storeStatus()),
                live.remembered(),
                live.most(),
                sessions.revocations().bans(),
                sessions.revocations().mostBans(),
                reload,
                observed.stalled().get(),
                observed.draining().getAsBoolean());
        return new Status(
                StatusReport.class.getPackage().getImplementationVersion(),
                observed.configuration().toString(),
                startedAt,
                perSecond,
                live.size(),
                facts.mostSessions(),
                new Status.Unverified(
                        facts.unverified(), mostUnverified(Optional.empty()).orElse(null)),
                sessions.revocations().orders(),
                backends,
                usersAtLimit(met),
                fullLimits(met),
                facts.store(),
                StatusProblems.of(facts),
                reload);
    }

    /** The backends that can't be asked now and allow, by name. */
    private Map<String, StatusProblems.Allowing> letUnverifiedIn(LiveSessions live) {
        Map<String, StatusProblems.Allowing> allowing = new LinkedHashMap<>();
        for (WatchedBackend backend : observed.backends().get()) {
            if (backend.letsUnverifiedIn()) {
                allowing.put(
                        backend.name(),
                        new StatusProblems.Allowing(
                                live.unverified(backend.name()),
                                backend.maxUnverified().orElse(Integer.MAX_VALUE),
                                backend.isUnverifiedOver()));
            }
        }
        return allowing;
    }

    /**
     * How many viewers may be let in unverified at once; empty if there is no bound, or nobody is let in.
     *
     * @param of one backend; empty: all of them together
     */
    public Optional<Integer> mostUnverified(Optional<String> of) {
        List<WatchedBackend> allowing = observed.backends().get().stream()
                .filter(backend -> of.isEmpty() || of.get().equals(backend.name()))
                .filter(backend -> backend.onUnavailable() == OnUnavailable.ALLOW)
                .toList();
        boolean bounded = !allowing.isEmpty()
                && allowing.stream().allMatch(backend -> backend.maxUnverified().isPresent());
        return bounded
                ? Optional.of(allowing.stream()
                        .mapToInt(backend -> backend.maxUnverified().orElse(0))
                        .sum())
                : Optional.empty();
    }

    private static Status.Store store(StoreStatus store) {
        @Nullable String problem = store.problem().orElse(null);
        return new Status.Store(
                store.kind().name().toLowerCase(Locale.ROOT),
                problem == null ? "ok" : "away",
                problem,
                store.otherUshers());
    }

    private static Status.AtLimit usersAtLimit(List<MetLimit> met) {
        List<Status.User> users = met.stream()
                .flatMap(one -> one.limit().key() instanceof UserId user
                        ? Stream.of(new Status.User(
                                user.user(),
                                user.backend(),
                                one.sessions(),
                                one.limit().most()))
                        : Stream.empty())
                .toList();
        return new Status.AtLimit(users.size(), users.stream().limit(MOST_USERS).toList());
    }

    private static List<Status.FullLimit> fullLimits(List<MetLimit> met) {
        return met.stream()
                .flatMap(one ->
                        one.limit().key() instanceof LimitKey key ? Stream.of(fullLimit(key, one)) : Stream.empty())
                .limit(MOST_USERS)
                .toList();
    }

    private static Status.FullLimit fullLimit(LimitKey key, MetLimit met) {
        return new Status.FullLimit(
                key.limit(),
                key.of().name().toLowerCase(Locale.ROOT),
                key.of() == PlaceOwner.TOKEN ? null : key.whose(),
                met.sessions(),
                met.limit().most());
    }

    @Override
    public void close() {
        ticking.shutdownNow();
    }
}
