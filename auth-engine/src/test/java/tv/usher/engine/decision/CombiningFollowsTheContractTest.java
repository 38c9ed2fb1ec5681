package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Reason;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.util.Undecided;

/** Every combining with every pair of outcomes, as the tables of the chapter about rules say. Down-x is an unavailable backend with {@code on-unavailable: x}, and undecided is a question that failed. */
class CombiningFollowsTheContractTest {

    private static final List<String> OUTCOMES =
            List.of("allow", "deny", "abstain", "down-allow", "down-deny", "down-error", "undecided");

    private static final AccessRequest REQUEST = AccessRequest.builder().build();

    static Stream<Arguments> pairs() throws IOException {
        List<String> chapter = Files.readAllLines(Path.of("../distribution/src/main/dist/doc/05-rules.md"));
        return Stream.of(Combining.values()).flatMap(combining -> table(combining, chapter).stream());
    }

    /** Its first column has the first backend's outcome, its first line the second one's. */
    private static List<Arguments> table(Combining combining, List<String> chapter) {
        String name = combining.name().toLowerCase(Locale.ROOT).replace('_', '-');
        int first = 0;
        while (!chapter.get(first).startsWith("| `" + name + "` | allow |")) {
            first++;
        }
        List<String> seconds = cells(chapter.get(first));
        List<Arguments> pairs = new ArrayList<>();
        for (String line : chapter.subList(first + 2, first + 2 + OUTCOMES.size())) {
            List<String> cells = cells(line);
            for (int i = 1; i < seconds.size(); i++) {
                Answer answer = Answer.valueOf(cells.get(i).toUpperCase(Locale.ROOT));
                pairs.add(Arguments.of(combining, cells.get(0), seconds.get(i), answer));
            }
        }
        return pairs;
    }

    private static List<String> cells(String line) {
        return Stream.of(line.split("\\|")).skip(1).map(String::strip).toList();
    }

    @Test
    void theReadmeHasEveryPairOnce() throws IOException {
        assertThat(pairs().map(pair -> List.of(pair.get()).subList(0, 3)))
                .doesNotHaveDuplicates()
                .hasSize(Combining.values().length * OUTCOMES.size() * OUTCOMES.size())
                .allMatch(pair -> OUTCOMES.containsAll(pair.subList(1, 3)));
    }

    @ParameterizedTest(name = "{0}: {1} and {2} is {3}")
    @MethodSource("pairs")
    void whenAllAnswerAtOnce(Combining combining, String first, String second, Answer expected) {
        // Given
        Decider decider = asking(combining, saying("first", first), saying("second", second));

        // When
        CompletableFuture<Decision> decision = decider.decide(TestingRequests.of(REQUEST));

        // Then
        assertThat(decision).isCompletedWithValueMatching(made -> made.answer() == expected);
    }

    @ParameterizedTest(name = "{0}: {1} and {2} is {3}")
    @MethodSource("pairs")
    void whenTheyAnswerLaterInOrder(Combining combining, String first, String second, Answer expected) {
        // Given
        TestingAuthority one = TestingAuthority.hangs("first", actionOf(first));
        TestingAuthority other = TestingAuthority.hangs("second", actionOf(second));

        // When
        CompletableFuture<Decision> decision = asking(combining, one, other).decide(TestingRequests.of(REQUEST));
        answer(one, first);
        answer(other, second);

        // Then
        assertThat(decision).isCompletedWithValueMatching(made -> made.answer() == expected);
    }

    @ParameterizedTest(name = "{0}: {1} and {2} is {3}")
    @MethodSource("pairs")
    void whenTheSecondAnswersFirst(Combining combining, String first, String second, Answer expected) {
        // Given
        TestingAuthority one = TestingAuthority.hangs("first", actionOf(first));
        TestingAuthority other = saying("second", second);

        // When
        CompletableFuture<Decision> decision = asking(combining, one, other).decide(TestingRequests.of(REQUEST));
        answer(one, first);

        // Then
        assertThat(decision).isCompletedWithValueMatching(made -> made.answer() == expected);
    }

    @ParameterizedTest(name = "{0}: {1} alone is {2}")
    @MethodSource("alone")
    void whenOneIsAskedAlone(Combining combining, String only, Answer expected) {
        // When
        CompletableFuture<Decision> decision =
                asking(combining, saying("only", only)).decide(TestingRequests.of(REQUEST));

        // Then
        assertThat(decision).isCompletedWithValueMatching(made -> made.answer() == expected);
    }

    static Stream<Arguments> alone() {
        return Stream.of(Combining.values())
                .flatMap(combining -> Stream.of(
                        Arguments.of(combining, "allow", Answer.ALLOW),
                        Arguments.of(combining, "deny", Answer.DENY),
                        Arguments.of(combining, "abstain", Answer.DENY),
                        Arguments.of(combining, "down-allow", Answer.ALLOW),
                        Arguments.of(combining, "down-deny", Answer.DENY),
                        Arguments.of(combining, "down-error", Answer.ERROR),
                        Arguments.of(combining, "undecided", Answer.ERROR)));
    }

    @Test
    void anOutageThatLetsInStaysAnOutage() {
        // Given
        TestingAuthority down = TestingAuthority.says("down", OnUnavailable.ALLOW, new Verdict.Unavailable("timeout"));
        TestingAuthority denies = TestingAuthority.says("denies", new Verdict.Deny("status 403"));

        // When
        Decision decision = asking(Combining.ANY_ALLOWS, denies, down)
                .decide(TestingRequests.of(REQUEST))
                .join();

        // Then
        assertThat(decision.verdict()).isEqualTo(new Verdict.Unavailable("timeout"));
        assertThat(decision.backend()).isEqualTo("down");
        assertThat(decision.rule()).isEqualTo("everyone");
        assertThat(decision.isUnverified()).isTrue();
    }

    @Test
    void anOutageThatKeepsOutStaysAnOutage() {
        // Given
        TestingAuthority down = TestingAuthority.says("down", OnUnavailable.DENY, new Verdict.Unavailable("timeout"));

        // When
        Decision decision = asking(Combining.ANY_ALLOWS, down)
                .decide(TestingRequests.of(REQUEST))
                .join();

        // Then
        assertThat(decision.verdict()).isEqualTo(new Verdict.Unavailable("timeout"));
        assertThat(decision.answer()).isEqualTo(Answer.DENY);
        assertThat(decision.isUnverified()).isFalse();
    }

    @Test
    void anAllowIsNoUnverifiedOneThoughAnotherBackendIsDown() {
        // Given
        TestingAuthority down = TestingAuthority.says("down", OnUnavailable.ALLOW, new Verdict.Unavailable("timeout"));
        TestingAuthority allows = TestingAuthority.says("allows", verdictOf("allow"));

        // When
        Decision decision = asking(Combining.ANY_ALLOWS, down, allows)
                .decide(TestingRequests.of(REQUEST))
                .join();

        // Then
        assertThat(decision.backend()).isEqualTo("allows");
        assertThat(decision.isUnverified()).isFalse();
    }

    private static TestingAuthority saying(String name, String outcome) {
        return outcome.equals("undecided")
                ? TestingAuthority.fails(name, OnUnavailable.ALLOW, new IllegalStateException("failed"))
                : TestingAuthority.says(name, actionOf(outcome), verdictOf(outcome));
    }

    private static void answer(TestingAuthority authority, String outcome) {
        authority.asked().forEach(asked -> {
            if (outcome.equals("undecided")) {
                asked.completeExceptionally(new Undecided(new Reason("connection-lost", "reset")));
            } else {
                asked.complete(verdictOf(outcome));
            }
        });
    }

    private static Verdict verdictOf(String outcome) {
        return switch (outcome) {
            case "allow" -> new Verdict.Allow(Grant.lasting(Duration.ofHours(1)));
            case "deny" -> new Verdict.Deny("status 403");
            case "abstain" -> new Verdict.Abstain("no token");
            default -> new Verdict.Unavailable("timeout");
        };
    }

    private static OnUnavailable actionOf(String outcome) {
        return outcome.startsWith("down-")
                ? OnUnavailable.valueOf(outcome.substring("down-".length()).toUpperCase(Locale.ROOT))
                : outcome.equals("undecided") ? OnUnavailable.ALLOW : OnUnavailable.DENY;
    }

    private static Decider asking(Combining combining, TestingAuthority... authorities) {
        return TestingRules.asking(combining, authorities);
    }
}
