package tv.usher.engine.wiring;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import tv.usher.api.Backend;
import tv.usher.api.Reason;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.HttpAuthority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.guard.BackendActivity;
import tv.usher.engine.backend.guard.BackendMetrics;
import tv.usher.engine.backend.guard.BudgetedAuthority;
import tv.usher.engine.backend.guard.Canary;
import tv.usher.engine.backend.guard.CheckWithOutages;
import tv.usher.engine.backend.guard.ConfiguredBackend;
import tv.usher.engine.backend.guard.ConfirmedAuthority;
import tv.usher.engine.backend.guard.MeasuredAuthority;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.backend.guard.StatusFailures;
import tv.usher.engine.backend.guard.UnverifiedSettings;
import tv.usher.engine.backend.guard.WatchedBackend;
import tv.usher.engine.check.Checks;
import tv.usher.engine.check.jwt.KeyWatch;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.config.CheckConfig;
import tv.usher.engine.event.Events;
import tv.usher.engine.exchange.AddressWatch;
import tv.usher.engine.exchange.Exchange;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.ExchangeSettings;
import tv.usher.engine.exchange.HttpExchange;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DaemonThreads;
import tv.usher.engine.util.StallWatch;
import tv.usher.engine.util.TimeLimit;
import tv.usher.engine.util.WorkMark;

/** All configured backends, ready to be asked, in the order of the configuration. */
final class Backends implements AutoCloseable {

    private static final long TICK_MILLIS = 10; // how late a timeout may be
    private static final Duration TIMER_STOP = Duration.ofMillis(500);

    private final Timer timer =
            new HashedWheelTimer(new DaemonThreads("usher-timer"), TICK_MILLIS, TimeUnit.MILLISECONDS);

    /** Of its own, so that a plugin that hangs in a canary ends no timeout late. */
    private final Timer canaryTimer = new HashedWheelTimer(new DaemonThreads("usher-canary"));

    private final Map<String, Canary> canaries = new ConcurrentHashMap<>();
    private final Executor onTimer = on(timer);
    private final Executor onCanaryTimer = on(canaryTimer);
    private final Map<String, Authority> authorities = new LinkedHashMap<>();
    private final List<WatchedBackend> watched = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<WorkMark> marks = new ArrayList<>();
    private final Checks checks;
    private final List<String> parametersOfChecks;
    private final BackendMetrics metrics;
    private final Events events;
    private final BiConsumer<String, Long> letsAnybodyIn;
    private final StallWatch watch;
    private final Clock clock;
    private volatile boolean watching;

    /**
     * @param checks closed with this
     * @param letsAnybodyIn is told of a backend that lets everybody in, and since when it may have done so
     * @throws IllegalArgumentException if a backend's certificates or files can't be used; the message is for the operator
     */
    Backends(
            List<BackendConfig> configs,
            List<CheckConfig> checkConfigs,
            Checks checks,
            BackendMetrics metrics,
            Events events,
            BiConsumer<String, Long> letsAnybodyIn,
            StallWatch watch,
            Clock clock) {
        this.checks = checks;
        this.events = events;
        this.letsAnybodyIn = letsAnybodyIn;
        this.parametersOfChecks = checkConfigs.stream()
                .map(config -> config.settings().identifyingParameter().name())
                .toList();
        this.metrics = metrics;
        this.watch = watch;
        this.clock = clock;
        watch.watch("timer", onTimer);
        watch.watch("canary", onCanaryTimer);
        configs.forEach(config -> tryTo(() -> add(config), config.name()));
        checkConfigs.forEach(config -> tryTo(() -> add(config), config.name()));
    }

    private static Executor on(Timer timer) {
        return task -> timer.newTimeout(due -> task.run(), 0, TimeUnit.NANOSECONDS);
    }

    private void tryTo(Runnable add, String name) {
        try {
            add.run();
        } catch (IllegalArgumentException e) {
            close();
            throw new IllegalArgumentException("backends." + name + ": " + e.getMessage(), e);
        }
    }

    private void add(BackendConfig config) {
        String name = config.name();
        OnUnavailable action = config.settings().onUnavailable().orElseThrow();
        Outage outage = new Outage(name, action, metrics, events, clock);
        config.settings()
                .unverified()
                .flatMap(UnverifiedSettings::viewers)
                .ifPresent(most -> metrics.unverifiedMost(name, most));
        Exchange exchange = exchange(config);
        exchanges.add(exchange);
        HttpAuthority asked = new HttpAuthority(
                name,
                translations(config),
                config.servers(),
                exchange,
                action,
                new StatusFailures(config.settings().on5xx(), clock),
                watch(name));
        Canary canary = new Canary(
                asked,
                config.settings().canary(),
                config.exchange().timeout(),
                outage,
                metrics,
                since -> letsAnybodyIn.accept(name, since),
                canaryTimer,
                clock);
        canaries.put(name, canary);
        Authority confirmed =
                new ConfirmedAuthority(asked, outage, canary, config.settings().breaker(), metrics, clock);
        BackendActivity activity = new BackendActivity();
        Authority measured = new MeasuredAuthority(confirmed, metrics, activity, clock);
        watched.add(new WatchedBackend(
                name,
                config.type(),
                action,
                outage,
                canary,
                activity,
                config.settings().unverified()));
        authorities.put(
                name,
                config.settings()
                        .unverified()
                        .<Authority>map(budget -> new BudgetedAuthority(measured, budget, outage))
                        .orElse(measured));
    }

    private List<Backend> translations(BackendConfig config) {
        return config.atAddresses().stream()
                .<Backend>map(plugin -> new ConfiguredBackend(
                        plugin, parametersOfChecks, config.settings().passLocation(), config.limits()))
                .toList();
    }

    private HttpAuthority.Watch watch(String name) {
        return new HttpAuthority.Watch() {
            @Override
            public void failed(ExchangeFailure.Kind why) {
                metrics.failed(name, why);
            }

            @Override
            public void pluginFault() {
                metrics.pluginFault(name);
            }
        };
    }

    private Exchange exchange(BackendConfig config) {
        String name = config.name();
        int addresses = config.atAddresses().size();
        for (int address = 0; addresses > 1 && address < addresses; address++) {
            metrics.address(name, address, true);
        }
        AddressWatch connected = (address, connects) -> metrics.address(name, address, connects);
        HttpExchange exchange = new HttpExchange(
                name,
                config.exchange(),
                HttpAuthority.canAskAgain(config.atAddresses()),
                addresses,
                connected,
                () -> onCanaryTimer.execute(() -> suspect(name)),
                timer,
                clock);
        watch.watch(exchange.work());
        marks.add(exchange.work());
        metrics.connections(name, exchange::connections);
        return exchange;
    }

    /** Asks an issuer for its keys. */
    private Exchange exchangeOfCheck(String name, ExchangeSettings settings) {
        HttpExchange exchange =
                new HttpExchange(name, settings, true, 1, (address, connects) -> {}, () -> {}, timer, clock);
        watch.watch(exchange.work());
        marks.add(exchange.work());
        exchanges.add(exchange);
        return exchange;
    }

    private void suspect(String name) {
        Canary canary = canaries.get(name);
        if (canary != null) {
            canary.suspect();
        }
    }

    private void add(CheckConfig config) {
        Outage outage = new Outage(config.name(), Checks.ON_UNAVAILABLE, metrics, events, clock);
        Authority check = checks.of(config.name(), config.settings(), issuerAccess(outage));
        BackendActivity activity = new BackendActivity();
        authorities.put(
                config.name(), new MeasuredAuthority(new CheckWithOutages(check, outage), metrics, activity, clock));
        watched.add(new WatchedBackend(
                config.name(), config.type(), Checks.ON_UNAVAILABLE, outage, null, activity, Optional.empty()));
    }

    private Checks.IssuerAccess issuerAccess(Outage outage) {
        return new Checks.IssuerAccess() {
            @Override
            public Exchange exchange(String backend, ExchangeSettings settings) {
                return exchangeOfCheck(backend, settings);
            }

            @Override
            public KeyWatch watch() {
                return keyWatch(outage);
            }
        };
    }

    private KeyWatch keyWatch(Outage outage) {
        return new KeyWatch() {
            @Override
            public void keysKnown() {
                outage.end();
                outage.tellEnd();
            }

            @Override
            public void keysMissing(Reason why) {
                if (watching) {
                    outage.begin(why, clock.now());
                }
            }
        };
    }

    Map<String, Authority> authorities() {
        return authorities;
    }

    /** In the order of the configuration. */
    List<WatchedBackend> watched() {
        return watched;
    }

    /** From now on metrics show the state of these backends. */
    void show() {
        metrics.show();
    }

    /** From now on their canaries are asked, and outages of checks are told. */
    void watch() {
        watching = true;
        canaries.values().forEach(Canary::start);
    }

    /** Another configuration is in force, which asks canaries and tells of outages of its own. */
    void replaced() {
        canaries.values().forEach(Canary::replaced);
        watched.forEach(backend -> backend.outage().replaced());
    }

    /** True while no backend is asked. */
    boolean isIdle() {
        return exchanges.stream().allMatch(Exchange::isIdle);
    }

    @Override
    public void close() {
        canaries.values().forEach(Canary::close);
        exchanges.forEach(Exchange::close);
        watched.forEach(backend -> backend.outage().stopped()); // after whoever shows something of them
        marks.forEach(watch::forget);
        watch.forget(onTimer);
        watch.forget(onCanaryTimer);
        checks.close();
        stop(timer);
        stop(canaryTimer);
    }

    /** After whoever uses it. A thread in which a plugin hangs doesn't end, and is left behind. */
    private static void stop(Timer timer) {
        TimeLimit.run("usher-timer-stop", TIMER_STOP, timer::stop);
    }
}
