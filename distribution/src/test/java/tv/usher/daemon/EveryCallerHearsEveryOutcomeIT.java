package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.HashedWheelTimer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.BackendFactory;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Header;
import tv.usher.api.Secret;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.HttpAuthority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.guard.BackendMetrics;
import tv.usher.engine.backend.guard.Canary;
import tv.usher.engine.backend.guard.CanaryInterval;
import tv.usher.engine.backend.guard.ConfirmedAuthority;
import tv.usher.engine.backend.guard.On5xx;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.backend.guard.StatusFailures;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.decision.Coalescer;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.decision.RuleDecider;
import tv.usher.engine.decision.SessionContext;
import tv.usher.engine.decision.ShadowRecorder;
import tv.usher.engine.dialect.Dialect;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.dialect.IdentitySettings;
import tv.usher.engine.dialect.Reply;
import tv.usher.engine.event.Events;
import tv.usher.engine.exchange.Exchange;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.plugin.Plugin;
import tv.usher.engine.plugin.PluginException;
import tv.usher.engine.plugin.PluginLoader;
import tv.usher.engine.plugin.Plugins;
import tv.usher.engine.rule.Countries;
import tv.usher.engine.session.OneTimeCodes;
import tv.usher.engine.session.SessionListener;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.Clock;
import tv.usher.engine.wiring.Stores;

/**
 * Caller × backend × outcome, with the real plugins and the real rules; the middleware's answers are made here. It writes the table in
 * the callers' page when asked to ({@code -Dusher.write-docs=true}), and else checks that the table tells the truth.
 */
class EveryCallerHearsEveryOutcomeIT {

    private static final Path PAGE = Path.of("src/main/dist/doc/callers/README.md");
    private static final String BEGIN = "<!-- made by EveryCallerHearsEveryOutcomeIT -->\n";
    private static final String END = "<!-- end -->\n";

    private static Plugins plugins;
    private static HashedWheelTimer timer;

    @TempDir
    private Path folder;

    enum Type {
        STALKER,
        IPTVPORTAL,
        SMARTY,
        HTTP;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Outcome {
        ALLOW("allow", "deny", () -> status(200)),
        DENY("deny", "allow", () -> status(403)),
        UNDECIDED("undecided", "allow", () -> failure(ExchangeFailure.Kind.RESET)),
        UNAVAILABLE_ALLOW("unavailable, `allow`", "allow", Outcome::outage),
        UNAVAILABLE_DENY("unavailable, `deny`", "deny", Outcome::outage),
        UNAVAILABLE_ERROR("unavailable, `error`", "error", Outcome::outage);

        private final String words;
        private final String onUnavailable;
        private final Supplier<CompletableFuture<BackendResponse>> answer;

        Outcome(String words, String onUnavailable, Supplier<CompletableFuture<BackendResponse>> answer) {
            this.words = words;
            this.onUnavailable = onUnavailable;
            this.answer = answer;
        }

        /** With what Stalker's script says of everybody it lets in; to the others it means the same. */
        private static CompletableFuture<BackendResponse> status(int status) {
            List<Header> headers = List.of(new Header("X-UserId", "77"), new Header("X-AuthDuration", "36000"));
            return CompletableFuture.completedFuture(BackendResponse.of(status).headers(headers));
        }

        private static CompletableFuture<BackendResponse> outage() {
            return failure(ExchangeFailure.Kind.REFUSED);
        }

        private static CompletableFuture<BackendResponse> failure(ExchangeFailure.Kind kind) {
            return CompletableFuture.failedFuture(new ExchangeFailure(kind, "failed"));
        }
    }

    @BeforeAll
    static void loadPlugins() throws PluginException {
        plugins = PluginLoader.load(UnpackedUsher.built().plugins());
        timer = new HashedWheelTimer();
    }

    @AfterAll
    static void closePlugins() {
        plugins.close();
        timer.stop();
    }

    static List<CallerSample> callers() {
        return CallerSample.ALL;
    }

    @ParameterizedTest
    @MethodSource("callers")
    void whateverTheBackend(CallerSample caller) throws Exception {
        for (Outcome outcome : Outcome.values()) {
            Set<String> heard = new LinkedHashSet<>();
            for (Type type : Type.values()) {
                heard.add(heard(caller, type, outcome));
            }
            assertThat(heard).as("%s", outcome).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void whoIsLetInAndWhoIsNotAreToldApart(Outcome outcome) throws Exception {
        boolean letIn = outcome == Outcome.ALLOW || outcome == Outcome.UNAVAILABLE_ALLOW;
        for (CallerSample caller : CallerSample.ALL) {
            assertThat(caller.readsAsAllow(reply(caller, Type.HTTP, outcome)))
                    .as("%s", caller)
                    .isEqualTo(letIn);
        }
    }

    @Test
    void thePageTellsTheTruth() throws Exception {
        // Given
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);

        // When
        String truth = table();
        if (Boolean.getBoolean("usher.write-docs")) {
            Files.writeString(PAGE, page.substring(0, begin) + truth + page.substring(end));
            page = Files.readString(PAGE);
            end = page.indexOf(END);
        }

        // Then
        assertThat(page.substring(begin, end)).isEqualTo(truth);
    }

    private String table() throws Exception {
        StringBuilder table = new StringBuilder("| caller |");
        for (Outcome outcome : Outcome.values()) {
            table.append(' ').append(outcome.words).append(" |");
        }
        table.append("\n|").append(" --- |".repeat(Outcome.values().length + 1)).append('\n');
        for (CallerSample caller : CallerSample.ALL) {
            table.append("| ").append(caller).append(" |");
            for (Outcome outcome : Outcome.values()) {
                table.append(' ').append(heard(caller, Type.HTTP, outcome)).append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    /** What steers the caller: the status, and the body if it has one; how long an allow lasts is the backend's. */
    private String heard(CallerSample caller, Type type, Outcome outcome) throws Exception {
        Reply reply = reply(caller, type, outcome);
        String body = reply.body().replaceAll("\"lifetime\":\\d+", "\"lifetime\":…");
        return reply.status() + (body.isEmpty() ? "" : " `" + body + '`');
    }

    private Reply reply(CallerSample caller, Type type, Outcome outcome) throws Exception {
        UsherConfig config = config(type, outcome);
        Dialect dialect = new Dialects(
                        config.sessions(),
                        config.dialects(),
                        new IdentitySettings(List.of()),
                        List.of(),
                        () -> Secret.of("own"))
                .at(caller.target());
        DecisionRequest decisionRequest = dialect.read(caller);
        List<BackendRequest> asked = new ArrayList<>();
        Reply reply = dialect.write(
                decisionRequest.request(),
                decider(config, outcome, asked).decide(decisionRequest).join());
        assertThat(asked).as("%s asks %s", caller, type).hasSize(1);
        return reply;
    }

    private UsherConfig config(Type type, Outcome outcome) throws Exception {
        Path file = Files.writeString(folder.resolve("usher.yaml"), """
                on-unavailable: %s
                sessions: {store: memory}
                dialects: {ome: {secret: "%s"}}
                backends:
                  own: {type: %s, address: "http://127.0.0.1"}
                access:
                  - ask: [own]
                """.formatted(
                        outcome.onUnavailable, CallerSample.OME_SECRET, type.word()));
        Map<String, BackendFactory<?>> types =
                plugins.all().stream().collect(Collectors.toMap(Plugin::type, Plugin::factory));
        try {
            return new ConfigLoader(types, "plugins", name -> null).load(file);
        } catch (ConfigException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static RuleDecider decider(UsherConfig config, Outcome outcome, List<BackendRequest> asked) {
        Exchange exchange = new Exchange() {
            @Override
            public CompletableFuture<BackendResponse> ask(List<BackendRequest> request, String client) {
                asked.add(request.get(0));
                return outcome.answer.get();
            }

            @Override
            public CompletableFuture<BackendResponse> ask(List<BackendRequest> request, Duration timeout) {
                return ask(request, "");
            }

            @Override
            public boolean isIdle() {
                return true;
            }

            @Override
            public void close() {}
        };
        Map<String, Authority> authorities = new LinkedHashMap<>();
        config.backends().forEach(backend -> authorities.put(backend.name(), authority(backend, exchange)));
        SessionMetrics metrics = new SessionMetrics(new PrometheusRegistry());
        Stores stores = Stores.of(config.sessions(), Path.of("unused"), Clock.system());
        Sessions sessions = new Sessions(
                config.sessions(), Clock.system(), stores.store(), metrics, SessionListener.NONE, backend -> false);
        Viewings viewings = new Viewings(stores.keyHash(), config.sessions());
        SessionContext context = new SessionContext(
                sessions,
                viewings,
                config.sessions(),
                metrics,
                new Coalescer(),
                Map.of(),
                new OneTimeCodes(stores.keyHash(), config.sessions().oneTimeCodes(), Clock.system(), sessions),
                Clock.system());
        ShadowRecorder shadows =
                new ShadowRecorder(new PrometheusRegistry(), new DecisionLog(Clock.system(), Events.NONE));
        return new RuleDecider(config.access(), List.of(), authorities, authorities, context, Countries.NONE, shadows);
    }

    /** A backend without a canary, so that only what an answer says counts. */
    private static Authority authority(BackendConfig backend, Exchange exchange) {
        OnUnavailable action = backend.settings().onUnavailable().orElseThrow();
        BackendMetrics metrics = new BackendMetrics(new PrometheusRegistry());
        Outage outage = new Outage(backend.name(), action, metrics, Events.NONE, Clock.system());
        HttpAuthority asked = new HttpAuthority(
                backend.name(),
                backend.atAddresses(),
                backend.servers(),
                exchange,
                action,
                new StatusFailures(On5xx.DENY, Clock.system()),
                new HttpAuthority.Watch() {
                    @Override
                    public void failed(ExchangeFailure.Kind why) {}

                    @Override
                    public void pluginFault() {}
                });
        Canary canary = new Canary(
                asked,
                CanaryInterval.parse("off"),
                Duration.ofSeconds(2),
                outage,
                metrics,
                since -> {},
                timer,
                Clock.system());
        return new ConfirmedAuthority(asked, outage, canary, backend.settings().breaker(), metrics, Clock.system());
    }
}
