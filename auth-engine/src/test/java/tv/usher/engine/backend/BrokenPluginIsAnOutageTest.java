package tv.usher.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendRequest;
import tv.usher.api.QueryString;
import tv.usher.api.Verdict;
import tv.usher.engine.exchange.TestingExchange;

/** T27: a plugin is somebody else's code: whatever it does ends one question and nothing more. */
class BrokenPluginIsAnOutageTest {

    private static final AccessRequest REQUEST =
            AccessRequest.builder().query("token=s3cr3t").build();

    private final TestingExchange exchange = new TestingExchange().answers(200);

    static Stream<Named<Supplier<?>>> bugs() {
        return Stream.of(
                bug("an exception", () -> {
                    throw new IllegalStateException("token=s3cr3t");
                }),
                bug("an exception without a trace", () -> {
                    throw new TracelessException("token=s3cr3t");
                }),
                bug("a missing class", () -> {
                    throw new NoClassDefFoundError("com/example/s3cr3t");
                }),
                bug("an endless recursion", () -> recurse(0)),
                bug("no memory", () -> {
                    throw new OutOfMemoryError("s3cr3t");
                }),
                bug("null", () -> null));
    }

    private static Named<Supplier<?>> bug(String name, Supplier<?> bug) {
        return Named.of(name, bug);
    }

    private static int recurse(int depth) {
        return recurse(depth + 1) + recurse(depth - 1);
    }

    private static final class TracelessException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private TracelessException(String message) {
            super(message, null, false, false);
        }
    }

    @ParameterizedTest
    @MethodSource("bugs")
    @SuppressWarnings("unchecked") // the bugs that return at all return null
    void whenItDescribesTheQuestion(Supplier<?> bug) {
        // Given
        TestingBackend plugin = new TestingBackend().withToRequest(request -> (Optional<BackendRequest>) bug.get());

        // When
        Verdict verdict = judge(plugin);

        // Then
        assertThat(verdict).isInstanceOf(Verdict.Unavailable.class);
        assertThat(verdict.toString()).contains("plugin").doesNotContain("s3cr3t", "token");
        assertThat(exchange.questions()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void whenItInterpretsTheAnswer(Supplier<?> bug) {
        // Given
        TestingBackend plugin = new TestingBackend().withInterpret(response -> (Verdict) bug.get());

        // When
        Verdict verdict = judge(plugin);

        // Then
        assertThat(verdict).isInstanceOf(Verdict.Unavailable.class);
        assertThat(verdict.toString()).contains("plugin").doesNotContain("s3cr3t", "token");
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void whenItNamesAStranger(Supplier<?> bug) {
        // Given
        TestingBackend plugin = new TestingBackend().withStranger(random -> (QueryString) bug.get());

        // When
        Verdict verdict = of(plugin).judgeStranger().join().verdict();

        // Then
        assertThat(verdict).isInstanceOf(Verdict.Unavailable.class);
        assertThat(verdict.toString()).contains("plugin").doesNotContain("s3cr3t", "token");
        assertThat(exchange.questions()).isEmpty();
    }

    @Test
    void whoHasNoQuestionAbstainsAndNobodyIsAsked() {
        // Given
        TestingBackend plugin = new TestingBackend().withToRequest(request -> Optional.empty());

        // Then
        assertThat(judge(plugin)).isInstanceOf(Verdict.Abstain.class);
        assertThat(exchange.questions()).isEmpty();
    }

    private Verdict judge(TestingBackend plugin) {
        return of(plugin).judge(REQUEST).join();
    }

    private Authority of(TestingBackend plugin) {
        return new HttpAuthority("own", List.of(plugin), exchange, OnUnavailable.DENY, why -> {});
    }
}
