package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.SessionContext;
import tv.usher.engine.decision.TestingContext;
import tv.usher.engine.decision.TestingRules;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.dialect.MediamtxSettings;
import tv.usher.engine.dialect.TestingDialects;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.util.TestingClock;

/** What each kind of caller sends, over a socket, against the real listener and rules; only the middleware is a stand-in. */
class RecordedCallersAreAnsweredByteForByteTest {

    private static final Dialects DIALECTS = TestingDialects.with()
            .omeSecret("1234")
            .allowActions(MediamtxSettings.OwnAction.METRICS)
            .dialects();

    private final AtomicReference<Verdict> says = new AtomicReference<>();
    private final TestingAuthority portal = TestingAuthority.saying("portal", OnUnavailable.ERROR, says::get);
    private final SessionContext context =
            TestingContext.remembering(TestingSessions.settings(), new TestingClock().clock());

    static Stream<RecordedConversation> conversations() throws IOException {
        return RecordedConversation.all();
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void eachCall(RecordedConversation conversation) throws IOException {
        Decider decider = TestingRules.everyoneAsks(context, portal);
        try (TestingListener listener = TestingListener.inFrontOf(decider, DIALECTS)) {
            assertThat(conversation.exchanges()).isNotEmpty();
            for (RecordedConversation.Exchange exchange : conversation.exchanges()) {
                replay(exchange, listener);
            }
        }
    }

    private void replay(RecordedConversation.Exchange exchange, TestingListener listener) throws IOException {
        // Given
        says.set(verdict(exchange.says()));
        int asks = portal.asks();

        // When
        RawResponse answer = listener.ask(exchange.caller());

        // Then
        assertThat(answer.head() + answer.body()).isEqualTo(exchange.answer());
        assertThat(String.join(
                        "\n\n",
                        portal.questions().stream()
                                .skip(asks)
                                .map(RecordedConversation::inWords)
                                .toList()))
                .isEqualTo(exchange.asked());
        int[] sessions = new int[1];
        context.sessions().live().forEach(session -> sessions[0]++);
        assertThat(sessions[0]).as("sessions after %s", exchange.caller()).isEqualTo(exchange.sessions());
    }

    private static Verdict verdict(String says) {
        if (says.startsWith("allow")) {
            String user = says.substring("allow".length()).strip();
            return new Verdict.Allow(Grant.lasting(Duration.ofMinutes(3)).user(user));
        }
        return switch (says) {
            case "deny" -> new Verdict.Deny("status 403");
            case "error" -> new Verdict.Unavailable("timeout");
            default -> throw new IllegalArgumentException(says);
        };
    }
}
