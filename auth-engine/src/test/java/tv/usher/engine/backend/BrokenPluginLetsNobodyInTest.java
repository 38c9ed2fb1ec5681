package tv.usher.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Grant;
import tv.usher.api.Location;
import tv.usher.api.QueryString;
import tv.usher.api.Reason;
import tv.usher.api.Verdict;
import tv.usher.engine.TestingLog;
import tv.usher.engine.exchange.TestingExchange;
import tv.usher.engine.util.TestingClock;
import tv.usher.engine.util.Undecided;

/** T27 and T42: a plugin is somebody else's code. Whatever it does wrong ends one question as undecided, and is logged once. */
class BrokenPluginLetsNobodyInTest {

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
        Reason why = fault(of(plugin).judge(REQUEST));

        // Then
        assertThat(why.code()).isEqualTo("plugin-failed");
        assertThat(why.text()).contains("plugin").doesNotContain("s3cr3t", "token");
        assertThat(exchange.questions()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void whenItInterpretsTheAnswer(Supplier<?> bug) {
        // Given
        TestingBackend plugin = new TestingBackend().withInterpret(response -> (Verdict) bug.get());

        // When
        Reason why = fault(of(plugin).judge(REQUEST));

        // Then
        assertThat(why.code()).isEqualTo("plugin-failed");
        assertThat(why.text()).contains("plugin").doesNotContain("s3cr3t", "token");
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void whenItNamesAStranger(Supplier<?> bug) {
        // Given
        TestingBackend plugin = new TestingBackend().withStranger(random -> (QueryString) bug.get());

        // When
        AnsweredVerdict said = of(plugin).judgeStranger().join();

        // Then
        assertThat(said.undecided()).isPresent();
        assertThat(said.verdict().toString()).contains("plugin").doesNotContain("s3cr3t", "token");
        assertThat(exchange.questions()).isEmpty();
    }

    /** T60: an answer may repeat what the viewer showed, and a plugin quote it. */
    @ParameterizedTest
    @ValueSource(strings = {"no such token: s3cr3t", "token=s3cr3t&x=%61b%2Fcd", "it is ab/cd, s3cr3ts3cr3t"})
    void whatItQuotesOfTheViewerIsHidden(String text) {
        AccessRequest request =
                AccessRequest.builder().query("token=s3cr3t&x=%61b%2Fcd&y=it").build();
        for (Verdict verdict :
                List.of(new Verdict.Deny(text), new Verdict.Abstain(text), Verdict.Unavailable.foreignAnswer(text))) {
            TestingBackend plugin = new TestingBackend().withInterpret(response -> verdict);

            AnsweredVerdict said = of(plugin).judgeWithAnswer(request).join();

            assertThat(said.verdict().toString()).contains("***").doesNotContain("s3cr3t", "%61b%2Fcd", "ab/cd");
        }
    }

    /** T60. */
    @ParameterizedTest
    @ValueSource(strings = {"no such user: anna", "s3cr3t%20s is wrong", "s3cr3t s is wrong", "of anna, s3cr3t%20s"})
    void andWhatItQuotesOfThePath(String text) {
        AccessRequest request = AccessRequest.builder()
                .path("/live/anna/s3cr3t%20s/news.ts")
                .captures(Map.of("user", "anna", "panel.0", "s3cr3t%20s", "channel", "news"))
                .build();
        for (Verdict verdict :
                List.of(new Verdict.Deny(text), new Verdict.Abstain(text), Verdict.Unavailable.foreignAnswer(text))) {
            TestingBackend plugin = new TestingBackend().withInterpret(response -> verdict);

            AnsweredVerdict said = of(plugin).judgeWithAnswer(request).join();

            assertThat(said.verdict().toString()).contains("***").doesNotContain("anna", "s3cr3t");
        }
    }

    @Test
    void theChannelIsShown() {
        Verdict denied = new Verdict.Deny("news isn't in the package");
        AccessRequest request =
                AccessRequest.builder().captures(Map.of("channel", "news")).build();

        assertThat(of(new TestingBackend().withInterpret(response -> denied))
                        .judge(request)
                        .join())
                .isEqualTo(denied);
    }

    @Test
    void whatIsNotTheViewersIsShown() {
        Verdict.Deny denied = new Verdict.Deny(new Reason("no-package", "no package, it says"))
                .redirect(Optional.of(new Location("http://portal.example.com/")));
        TestingBackend plugin = new TestingBackend().withInterpret(response -> denied);
        AccessRequest request =
                AccessRequest.builder().query("token=s3cr3t&y=it").build();

        assertThat(of(plugin).judge(request).join()).isEqualTo(denied);
    }

    @Test
    void whoHasNoQuestionAbstainsAndNobodyIsAsked() {
        // Given
        TestingBackend plugin = new TestingBackend().withToRequest(request -> Optional.empty());

        // Then
        assertThat(of(plugin).judge(REQUEST).join()).isInstanceOf(Verdict.Abstain.class);
        assertThat(exchange.questions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 302, 403, 404, 500, 503})
    void whenItAllowsForAnotherStatusThan200(int status) {
        // Given
        TestingBackend plugin =
                new TestingBackend().withInterpret(response -> new Verdict.Allow(Grant.lasting(Duration.ofHours(1))));
        exchange.instead().answers(status);

        // Then
        assertThat(fault(of(plugin).judge(REQUEST)).text())
                .isEqualTo("plugin allows with status " + status + ", and only 200 may");
    }

    @Test
    void whenItAsksAnotherServerThanTheConfiguredOne() {
        // Given
        Endpoint configured = Endpoint.of(URI.create("http://backend.test/base"));
        Endpoint path = Endpoint.of(URI.create("http://BACKEND.test:80/base/check"));
        for (String other : List.of("http://other.test/", "https://backend.test/", "http://backend.test:81/")) {
            Endpoint elsewhere = Endpoint.of(URI.create(other));

            // Then
            assertThat(fault(asking(elsewhere, configured).judge(REQUEST)).text())
                    .startsWith("plugin asks ")
                    .endsWith(", which isn't the configured server");
        }
        assertThat(exchange.questions()).isEmpty();
        assertThat(asking(path, configured).judge(REQUEST))
                .isCompletedWithValueMatching(Verdict.Allow.class::isInstance);
    }

    private Authority asking(Endpoint asked, Endpoint configured) {
        TestingBackend plugin = new TestingBackend().withToRequest(request -> Optional.of(asked.get(request)));
        return TestingHttp.authority("own", exchange, OnUnavailable.DENY, List.of(configured), plugin);
    }

    @Test
    void aQuestionLargerThan16KilobytesIsUndecidedAndNoFaultOfThePlugin() {
        // Given
        TestingBackend plugin = new TestingBackend();
        AccessRequest large =
                AccessRequest.builder().query("token=" + "s".repeat(17_000)).build();

        // Then
        try (TestingLog log = TestingLog.of(GuardedPlugin.class)) {
            Reason why = fault(of(plugin).judge(large));
            assertThat(why.code()).isEqualTo("question-too-long");
            assertThat(why.text()).isEqualTo("the question would have more than 16384 bytes");
            assertThat(log.lines()).isEmpty();
        }
        assertThat(exchange.questions()).isEmpty();
    }

    @Test
    void aLongUserAgentIsNoFaultOfThePluginEither() {
        // Given
        TestingBackend plugin = new TestingBackend()
                .withToRequest(request -> Optional.of(Endpoint.of(URI.create("http://backend.test/"))
                        .get(QueryString.builder()
                                .add("agent", request.userAgent())
                                .build())));
        AccessRequest viewer =
                AccessRequest.builder().userAgent("\"".repeat(6_000)).build();

        // Then
        assertThat(fault(of(plugin).judge(viewer)).code()).isEqualTo("question-too-long");
    }

    @Test
    void whenItMakesALargeQuestionOfAShortOne() {
        // Given
        TestingBackend plugin = new TestingBackend()
                .withToRequest(request -> Optional.of(Endpoint.of(URI.create("http://backend.test/"))
                        .get(QueryString.of("assertion=" + "s".repeat(17_000)))));

        // Then
        assertThat(fault(of(plugin).judge(REQUEST)).text())
                .isEqualTo("plugin made a question of more than 16384 bytes")
                .doesNotContain("sss");
        assertThat(exchange.questions()).isEmpty();
    }

    @Test
    void itsFrameIsLoggedOnceAndNothingOfTheViewers() {
        try (TestingLog log = TestingLog.of(GuardedPlugin.class)) {
            // Given
            TestingBackend plugin = new TestingBackend().withInterpret(response -> {
                throw new IllegalStateException("token=s3cr3t");
            });
            Authority own = of(plugin);

            // When
            for (int i = 0; i < 100; i++) {
                own.judge(REQUEST);
            }

            // Then
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("backend own: plugin failed: java.lang.IllegalStateException at ")
                    .contains(System.lineSeparator() + "\tat ", getClass().getName())
                    .doesNotContain("s3cr3t");
        }
    }

    /** Else what a slow or a strange answer is told with would use up the few lines that there are. */
    @Test
    void itsNextFaultIsLoggedHoweverOftenItWasSlowOrAskedElsewhere() {
        try (TestingLog log = TestingLog.of(GuardedPlugin.class)) {
            // Given
            TestingClock clock = new TestingClock();
            AtomicInteger calls = new AtomicInteger();
            TestingBackend plugin = new TestingBackend()
                    .withToRequest(request -> {
                        Endpoint elsewhere =
                                Endpoint.of(URI.create("http://host" + calls.incrementAndGet() + ".test/"));
                        return Optional.of(elsewhere.get(request));
                    })
                    .withInterpret(response -> {
                        if (response.status() == 500) {
                            throw new IllegalStateException();
                        }
                        clock.passes(Duration.ofMillis(1_000 + calls.incrementAndGet()));
                        return new Verdict.Deny("no");
                    });
            GuardedPlugin guarded = new GuardedPlugin(
                    "own", List.of(plugin), List.of(Endpoint.of(URI.create("http://backend.test/"))), () -> {}, clock);
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> guarded.questions(REQUEST)).hasMessageContaining("asks host");
                assertThatThrownBy(() -> guarded.interpret(REQUEST, BackendResponse.of(200)))
                        .hasMessageContaining("longer than a second");
            }

            // When
            assertThatThrownBy(() -> guarded.interpret(REQUEST, BackendResponse.of(500)))
                    .isInstanceOf(Undecided.class);

            // Then
            assertThat(log.lines())
                    .hasSize(3)
                    .anyMatch(line -> line.startsWith("backend own: plugin asks host1.test:80"))
                    .anyMatch(line -> line.startsWith("backend own: plugin took longer than a second"))
                    .anyMatch(line -> line.startsWith("backend own: plugin failed: java.lang.IllegalStateException"));
        }
    }

    /** A denial is remembered, and thousands of them are at a time. */
    @ParameterizedTest
    @ValueSource(strings = {"token=1", ""})
    void aPageThatItQuotesIsCut(String query) {
        // Given the half of a character where it is cut
        String page = "x".repeat(249) + "\uD83D\uDE00".repeat(32_000);
        TestingBackend plugin = new TestingBackend().withInterpret(response -> new Verdict.Deny(page));

        // When
        Verdict said =
                of(plugin).judge(AccessRequest.builder().query(query).build()).join();

        // Then
        assertThat(said).isEqualTo(new Verdict.Deny("x".repeat(249) + "…"));
    }

    /** T60. */
    @Test
    void noHalfOfASecretIsLeftWhereItIsCut() {
        TestingBackend plugin =
                new TestingBackend().withInterpret(response -> new Verdict.Deny("x".repeat(247) + "s3cr3t".repeat(99)));

        assertThat(of(plugin).judge(REQUEST).join().toString()).contains("xxx*").doesNotContain("s3c");
    }

    private static Reason fault(CompletableFuture<Verdict> verdict) {
        assertThat(verdict).isCompletedExceptionally();
        return Undecided.reasonOf(verdict.handle((said, failure) -> failure).join());
    }

    private Authority of(TestingBackend plugin) {
        return TestingHttp.authority("own", exchange, OnUnavailable.DENY, plugin);
    }
}
