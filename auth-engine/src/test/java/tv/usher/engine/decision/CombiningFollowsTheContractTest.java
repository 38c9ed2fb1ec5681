package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

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
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;

/** Every combining with every pair of outcomes. Down-x is an unavailable backend with {@code on-unavailable: x}. */
class CombiningFollowsTheContractTest {

    private static final String ANY_ALLOWS = """
                       | allow deny  abstain down-allow down-deny down-error
            allow      | ALLOW ALLOW ALLOW   ALLOW      ALLOW     ALLOW
            deny       | ALLOW DENY  DENY    ALLOW      DENY      ERROR
            abstain    | ALLOW DENY  DENY    ALLOW      DENY      ERROR
            down-allow | ALLOW ALLOW ALLOW   ALLOW      ALLOW     ALLOW
            down-deny  | ALLOW DENY  DENY    ALLOW      DENY      ERROR
            down-error | ALLOW ERROR ERROR   ALLOW      ERROR     ERROR
            """;

    private static final String FIRST_ANSWER = """
                       | allow deny  abstain down-allow down-deny down-error
            allow      | ALLOW ALLOW ALLOW   ALLOW      ALLOW     ALLOW
            deny       | DENY  DENY  DENY    DENY       DENY      DENY
            abstain    | ALLOW DENY  DENY    ALLOW      DENY      ERROR
            down-allow | ALLOW DENY  ALLOW   ALLOW      ALLOW     ALLOW
            down-deny  | ALLOW DENY  DENY    DENY       DENY      DENY
            down-error | ALLOW DENY  ERROR   ERROR      ERROR     ERROR
            """;

    private static final String ALL_ALLOW = """
                       | allow deny  abstain down-allow down-deny down-error
            allow      | ALLOW DENY  DENY    ALLOW      DENY      ERROR
            deny       | DENY  DENY  DENY    DENY       DENY      DENY
            abstain    | DENY  DENY  DENY    DENY       DENY      DENY
            down-allow | ALLOW DENY  DENY    ALLOW      DENY      ERROR
            down-deny  | DENY  DENY  DENY    DENY       DENY      DENY
            down-error | ERROR DENY  DENY    ERROR      DENY      ERROR
            """;

    private static final AccessRequest REQUEST = AccessRequest.builder().build();

    static Stream<Arguments> pairs() {
        return Stream.of(
                        table(Combining.ANY_ALLOWS, ANY_ALLOWS),
                        table(Combining.FIRST_ANSWER, FIRST_ANSWER),
                        table(Combining.ALL_ALLOW, ALL_ALLOW))
                .flatMap(List::stream);
    }

    private static List<Arguments> table(Combining combining, String table) {
        List<String> lines = table.lines().toList();
        String[] seconds = lines.get(0).replace("|", "").strip().split(" +");
        List<Arguments> pairs = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.replace("|", " ").strip().split(" +");
            for (int i = 0; i < seconds.length; i++) {
                pairs.add(Arguments.of(combining, cells[0], seconds[i], Answer.valueOf(cells[i + 1])));
            }
        }
        return pairs;
    }

    @ParameterizedTest(name = "{0}: {1} and {2} is {3}")
    @MethodSource("pairs")
    void whenAllAnswerAtOnce(Combining combining, String first, String second, Answer expected) {
        // Given
        Decider decider = asking(
                combining,
                TestingAuthority.says("first", actionOf(first), verdictOf(first)),
                TestingAuthority.says("second", actionOf(second), verdictOf(second)));

        // When
        CompletableFuture<Decision> decision = decider.decide(TestingInquiry.of(REQUEST));

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
        CompletableFuture<Decision> decision = asking(combining, one, other).decide(TestingInquiry.of(REQUEST));
        one.asked().forEach(asked -> asked.complete(verdictOf(first)));
        other.asked().forEach(asked -> asked.complete(verdictOf(second)));

        // Then
        assertThat(decision).isCompletedWithValueMatching(made -> made.answer() == expected);
    }

    @ParameterizedTest(name = "{0}: {1} and {2} is {3}")
    @MethodSource("pairs")
    void whenTheSecondAnswersFirst(Combining combining, String first, String second, Answer expected) {
        // Given
        TestingAuthority one = TestingAuthority.hangs("first", actionOf(first));
        TestingAuthority other = TestingAuthority.says("second", actionOf(second), verdictOf(second));

        // When
        CompletableFuture<Decision> decision = asking(combining, one, other).decide(TestingInquiry.of(REQUEST));
        one.asked().forEach(asked -> asked.complete(verdictOf(first)));

        // Then
        assertThat(decision).isCompletedWithValueMatching(made -> made.answer() == expected);
    }

    @ParameterizedTest(name = "{0}: {1} alone is {2}")
    @MethodSource("alone")
    void whenOneIsAskedAlone(Combining combining, String only, Answer expected) {
        // When
        CompletableFuture<Decision> decision = asking(
                        combining, TestingAuthority.says("only", actionOf(only), verdictOf(only)))
                .decide(TestingInquiry.of(REQUEST));

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
                        Arguments.of(combining, "down-error", Answer.ERROR)));
    }

    @Test
    void anOutageThatLetsInStaysAnOutage() {
        // Given
        TestingAuthority down = TestingAuthority.says("down", OnUnavailable.ALLOW, new Verdict.Unavailable("timeout"));
        TestingAuthority denies = TestingAuthority.says("denies", new Verdict.Deny("status 403"));

        // When
        Decision decision = asking(Combining.ANY_ALLOWS, denies, down)
                .decide(TestingInquiry.of(REQUEST))
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
                .decide(TestingInquiry.of(REQUEST))
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
                .decide(TestingInquiry.of(REQUEST))
                .join();

        // Then
        assertThat(decision.backend()).isEqualTo("allows");
        assertThat(decision.isUnverified()).isFalse();
    }

    private static Verdict verdictOf(String outcome) {
        return switch (outcome) {
            case "allow" -> new Verdict.Allow(Grant.of(Duration.ofHours(1)));
            case "deny" -> new Verdict.Deny("status 403");
            case "abstain" -> new Verdict.Abstain("no token");
            default -> new Verdict.Unavailable("timeout");
        };
    }

    private static OnUnavailable actionOf(String outcome) {
        return outcome.startsWith("down-")
                ? OnUnavailable.valueOf(outcome.substring("down-".length()).toUpperCase(Locale.ROOT))
                : OnUnavailable.DENY;
    }

    private static Decider asking(Combining combining, TestingAuthority... authorities) {
        return TestingRules.asking(combining, authorities);
    }
}
