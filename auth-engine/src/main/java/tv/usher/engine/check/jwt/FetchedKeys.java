package tv.usher.engine.check.jwt;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.QueryString;
import tv.usher.api.Reason;
import tv.usher.engine.exchange.Exchange;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.Undecided;

/**
 * The keys that an issuer publishes. They are fetched anew before they are too old, and stay while the issuer can't be asked. Thread-safe;
 * {@link #look} is for whoever has a timer.
 */
public final class FetchedKeys implements KeySource {

    private static final Logger log = LoggerFactory.getLogger(FetchedKeys.class);

    private final String backend;
    private final FetchPlan plan;
    private final KeyReader reader;
    private final Exchange exchange;
    private final BackendRequest question;
    private final KeyMemory memory;
    private final KeyWatch watch;
    private final Clock clock;

    private volatile @Nullable Known known;
    private @Nullable CompletableFuture<Look> underWay;
    private @Nullable Long lastAsked;
    private volatile @Nullable String failure; // of the last fetch
    private boolean failing; // and the log was told

    private record Known(SigningKeys keys, long at) {}

    /**
     * @param backend  its name in the configuration
     * @param exchange asks the issuer; closed by whoever made it
     */
    public FetchedKeys(
            String backend,
            FetchPlan plan,
            KeyReader reader,
            Exchange exchange,
            KeyMemory memory,
            KeyWatch watch,
            Clock clock) {
        this.backend = backend;
        this.plan = plan;
        this.reader = reader;
        this.exchange = exchange;
        this.question = Endpoint.of(plan.address()).get(QueryString.EMPTY).header("Accept", "application/json");
        this.memory = memory;
        this.watch = watch;
        this.clock = clock;
        memory.of(plan.address()).ifPresent(this::remember);
    }

    /** From before a reload. */
    private void remember(KeyMemory.Published published) {
        try {
            known = new Known(reader.read(published.text()), published.at());
        } catch (IllegalArgumentException e) {
            // no key of it can be used with the algorithms that are listed now
        }
    }

    @Override
    public Optional<SigningKeys> current() {
        Known now = known;
        return now == null || age(now) >= plan.keep().toNanos() ? Optional.empty() : Optional.of(now.keys());
    }

    private long age(Known keys) {
        return clock.now() - keys.at();
    }

    @Override
    public Optional<CompletableFuture<Look>> lookAgain() {
        CompletableFuture<Look> mine = new CompletableFuture<>();
        synchronized (this) {
            if (underWay != null) {
                return Optional.of(underWay);
            }
            if (lastAsked != null && clock.now() - lastAsked < plan.pause().toNanos()) {
                String why = failure;
                return why == null
                        ? Optional.empty()
                        : Optional.of(CompletableFuture.completedFuture(new Look(current(), Optional.of(why))));
            }
            lastAsked = clock.now();
            underWay = mine;
        }
        fetch(mine);
        return Optional.of(mine);
    }

    /** Fetches them if they are old enough, and tells whether keys count. Never throws. */
    public void look() {
        Known now = known;
        if (now == null || age(now) >= plan.refresh().toNanos()) {
            lookAgain();
        }
        tell();
    }

    /** Nothing while the first keys are on their way. */
    private void tell() {
        String why = failure;
        if (current().isPresent()) {
            watch.keysKnown();
        } else if (why != null) {
            watch.keysMissing(ReasonCode.KEYS_MISSING.with("the issuer's keys are not known (" + why + ")"));
        }
    }

    private void fetch(CompletableFuture<Look> mine) {
        long asked = clock.now();
        CompletableFuture<BackendResponse> answer;
        try {
            answer = exchange.ask(List.of(question), "");
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((response, thrown) -> {
            Optional<String> why = Optional.of("Usher failed");
            try {
                why = response == null ? failed(Undecided.reasonOf(thrown)) : heard(response, asked);
            } finally {
                synchronized (this) {
                    underWay = null;
                }
                tell();
                mine.complete(new Look(current(), why));
            }
        });
    }

    /** Why the answer is of no use; empty if it is. */
    private Optional<String> heard(BackendResponse response, long asked) {
        if (response.status() != 200) {
            return failed("status " + response.status());
        }
        try {
            SigningKeys keys = reader.read(response.body());
            known = new Known(keys, asked);
            if (memory.of(plan.address())
                    .filter(before -> before.text().equals(response.body()))
                    .isEmpty()) {
                keys.warnOfUnreadable(backend);
            }
            memory.keep(plan.address(), new KeyMemory.Published(response.body(), asked));
            worked(keys);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return failed("the answer " + e.getMessage());
        }
    }

    private synchronized void worked(SigningKeys keys) {
        failure = null;
        if (failing) {
            log.info("backend {}: the issuer's keys could be fetched again, {} of them", backend, keys.size());
            failing = false;
        }
    }

    /** A stop or a reload is no failure of the issuer. */
    private Optional<String> failed(Reason reason) {
        return reason.code().equals(ReasonCode.BACKEND_CLOSED.code())
                ? Optional.of(reason.text())
                : failed(reason.text());
    }

    /** The log is told once for each time that the issuer is away. That no keys count is told by whoever watches. */
    private synchronized Optional<String> failed(String why) {
        failure = why;
        Known now = known;
        if (!failing && now != null && current().isPresent()) {
            log.warn(
                    "backend {}: the issuer's keys can't be fetched ({}); those of {}s ago still count",
                    backend,
                    why,
                    Duration.ofNanos(age(now)).toSeconds());
            failing = true;
        }
        return Optional.of(why);
    }
}
