package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.AccessRequest;
import tv.usher.engine.TestingLog;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.HttpAuthority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingBackend;
import tv.usher.engine.backend.guard.BackendMetrics;
import tv.usher.engine.backend.guard.MeasuredAuthority;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.TestingExchange;
import tv.usher.engine.util.TestingClock;

/**
 * T27 and T28: whatever fails within Usher yields the operator's action and nothing else; who is let in for that is counted, logged once,
 * shown on the health page, and marked on the session.
 */
class OwnFailureIsTheConfiguredActionTest {

    private static final Map<OnUnavailable, Answer> ANSWERS = new EnumMap<>(Map.of(
            OnUnavailable.ALLOW, Answer.ALLOW, OnUnavailable.DENY, Answer.DENY, OnUnavailable.ERROR, Answer.ERROR));

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final BackendMetrics metrics = new BackendMetrics(registry);
    private final TestingClock clock = new TestingClock();
    private final TestingExchange exchange = new TestingExchange();
    private final SessionContext context = TestingContext.remembering();

    static Stream<Arguments> failures() {
        Stream<Arguments> kinds = Stream.of(ExchangeFailure.Kind.values())
                .map(kind -> arguments(
                        kind.name(), new TestingBackend(), (Consumer<TestingExchange>) script -> script.fails(kind)));
        Stream<Arguments> bugs = Stream.of(
                arguments(
                        "plugin throws",
                        new TestingBackend().withToRequest(request -> {
                            throw new IllegalStateException("bug");
                        }),
                        (Consumer<TestingExchange>) script -> {}),
                arguments("plugin gives no verdict", new TestingBackend().withInterpret(response -> null), (Consumer<
                                TestingExchange>)
                        script -> script.answers(200)),
                arguments(
                        "no memory for the answer",
                        new TestingBackend().withInterpret(response -> {
                            throw new OutOfMemoryError();
                        }),
                        (Consumer<TestingExchange>) script -> script.answers(200)),
                arguments("exchange throws", new TestingBackend(), (Consumer<TestingExchange>)
                        script -> script.throwsFromAsk(new IllegalStateException("bug"))));
        return Stream.concat(kinds, bugs);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void asTheOperatorChose(String name, TestingBackend plugin, Consumer<TestingExchange> script) {
        script.accept(exchange);
        for (OnUnavailable action : OnUnavailable.values()) {
            try (TestingLog log = TestingLog.of(Outage.class)) {
                // Given
                Outage outage = new Outage("portal", action, metrics, clock);
                Decider decider = TestingRules.everyoneAsks(context, portal(plugin, action, outage));

                // When
                Decision first = decide(decider, action + "1");
                Decision second = decide(decider, action + "2");

                // Then
                assertThat(first.answer()).isEqualTo(ANSWERS.get(action));
                assertThat(second.answer()).isEqualTo(ANSWERS.get(action));
                assertThat(first.isUnverified()).as("counted").isEqualTo(action == OnUnavailable.ALLOW);
                assertThat(log.lines()).hasSize(1);
                assertThat(outage.current()).as("on the health page").isPresent();
                if (action == OnUnavailable.ALLOW) {
                    assertThat(first.pass().session().isVerified()).isFalse();
                } else {
                    assertThat(first.pass()).isNull();
                }
            }
        }
    }

    private Authority portal(TestingBackend plugin, OnUnavailable action, Outage outage) {
        HttpAuthority asked = new HttpAuthority("portal", List.of(plugin), exchange, action, why -> {});
        return new MeasuredAuthority(asked, outage, metrics, clock);
    }

    private static Decision decide(Decider decider, String viewer) {
        return decider.decide(TestingRequests.of(AccessRequest.builder()
                        .clientAddress("203.0.113.7")
                        .path("/live/ch1/index.m3u8")
                        .query("token=" + viewer)
                        .build()))
                .join();
    }
}
