package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.backend.TestingBackend;
import tv.usher.engine.backend.TestingHttp;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.TestingExchange;

/**
 * T27, T28, T41 and T42: whatever makes one question fail is told as "could not decide" and never as an allow, whatever the operator's
 * action for outages is. An outage is that action; who is let in by it is counted, logged once, shown on the health page, and marked on
 * the session.
 */
class FailedQuestionsLetNobodyInTest {

    private static final Map<OnUnavailable, Answer> ANSWERS = new EnumMap<>(Map.of(
            OnUnavailable.ALLOW, Answer.ALLOW, OnUnavailable.DENY, Answer.DENY, OnUnavailable.ERROR, Answer.ERROR));

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
    void norKeepAnybodyOut(String name, TestingBackend plugin, Consumer<TestingExchange> script) {
        script.accept(exchange);
        for (OnUnavailable action : OnUnavailable.values()) {
            // Given
            Decider decider =
                    TestingRules.everyoneAsks(context, TestingHttp.authority("portal", exchange, action, plugin));

            // When
            Decision decision = decide(decider, action + "1");

            // Then
            assertThat(decision.answer()).isEqualTo(Answer.ERROR);
            assertThat(decision.isUndecided()).isTrue();
            assertThat(decision.word()).isEqualTo("undecided");
            assertThat(decision.isUnverified()).isFalse();
            assertThat(decision.pass()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(OnUnavailable.class)
    void anOutageIsTheOperatorsAction(OnUnavailable action) {
        // Given
        Authority portal = TestingAuthority.says("portal", action, new Verdict.Unavailable("connection refused"));
        Decider decider = TestingRules.everyoneAsks(context, portal);

        // When
        Decision decision = decide(decider, action + "1");

        // Then
        assertThat(decision.answer()).isEqualTo(ANSWERS.get(action));
        assertThat(decision.word()).isEqualTo("unavailable");
        assertThat(decision.isUnverified()).as("counted").isEqualTo(action == OnUnavailable.ALLOW);
        if (action == OnUnavailable.ALLOW) {
            assertThat(decision.pass().session().isVerified()).isFalse();
        } else {
            assertThat(decision.pass()).isNull();
        }
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
