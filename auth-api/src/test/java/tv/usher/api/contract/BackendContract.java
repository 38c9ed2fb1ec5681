package tv.usher.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.QueryString;
import tv.usher.api.Verdict;
import tv.usher.api.Verdict.Abstain;
import tv.usher.api.Verdict.Allow;

/**
 * What every backend keeps, whatever viewers and middlewares send. Extend it in the plugin's tests and say which backend to check.
 *
 * <p>Beside the test class, in the folder {@code exchanges} of its package's resources, lie recorded exchanges {@code *.http}, each a
 * text file in four parts; lines before the first part are a comment. An allow and a denial must be among them.
 *
 * <pre>
 * A viewer with a valid token.
 *
 * ### viewer
 * PLAY https://live.example.com/sport1/index.m3u8?token=123
 * Session: 482911
 * Channel: a001
 * Address: 203.0.113.7
 * User-Agent: VLC/3.0.18
 *
 * ### asks
 * GET http://mw.example.com/check?token=123
 * X-Session-Id: 482911
 *
 * ### answer
 * HTTP/1.1 200 OK
 * X-UserId: 77
 *
 * ### verdict
 * allow
 * user: 77
 * lifetime: PT10H
 * </pre>
 *
 * <p>The viewer's first line is {@code PLAY} or {@code PUBLISH} with an address, or a path if the caller tells no origin; each header
 * may be missing, and there is one more, {@code Protocol}. A backend that abstains {@code asks} {@code nobody}: such a file has no
 * {@code answer}, and its verdict is {@code abstain}. The other verdicts are {@code deny: REASON} and {@code unavailable: REASON}; an
 * allow names what its grant has ({@code user}, {@code session-name}, {@code lifetime}, {@code max-sessions}, {@code unique}).
 */
public abstract class BackendContract {

    private static final Set<String> CONVENTION = Set.of(
            "x-session-id", "x-channel-id", "x-real-ip", "x-real-path", "x-real-origin", "x-real-host", "x-real-ua");

    /** The backend to check, made by the plugin's factory. Asked for anew by every check. */
    protected abstract Backend backend();

    /** The names of headers that this middleware wants beyond the convention; none unless overridden. */
    protected Set<String> ownHeaders() {
        return Set.of();
    }

    /** What the configuration of {@link #backend} has and nobody may see, such as a key; nothing unless overridden. */
    protected List<String> secrets() {
        return List.of();
    }

    @TestFactory
    Stream<DynamicTest> recordedExchangesAreReplayed() {
        return recorded().stream().map(it -> DynamicTest.dynamicTest(it.name(), () -> replay(it)));
    }

    private void replay(RecordedExchange exchange) {
        Backend backend = backend();
        Optional<BackendRequest> question = backend.toRequest(exchange.viewer());
        assertThat(InWords.question(question)).isEqualTo(exchange.asks());
        Verdict verdict = exchange.answer()
                .map(answer -> backend.interpret(exchange.viewer(), answer))
                .orElse(new Abstain("not asked"));
        assertThat(InWords.verdict(verdict)).isEqualTo(exchange.verdict());
    }

    @Test
    void anAllowAndADenialAreRecorded() {
        assertThat(recorded())
                .as("the recorded exchanges' verdicts")
                .extracting(RecordedExchange::verdict)
                .anyMatch(verdict -> verdict.startsWith("allow"))
                .anyMatch(verdict -> verdict.startsWith("deny"));
    }

    /** Else {@link BackendFuzzer} would begin with what it is to find. */
    @Test
    void theFuzzerFindsNothingInThem() {
        BackendWitness witness = BackendWitness.of(this);
        recorded().forEach(witness::check);
    }

    @Test
    void noViewerMakesItFail() {
        Backend backend = backend();
        for (AccessRequest request : requests()) {
            assertThatCode(() -> assertThat(backend.toRequest(request)).isNotNull())
                    .as(() -> InWords.viewer(request))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void noAnswerMakesItFail() {
        Backend backend = backend();
        for (BackendResponse answer : answers()) {
            assertThatCode(() -> assertThat(backend.interpret(viewer(), answer)).isNotNull())
                    .as(() -> InWords.answer(answer))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void nothingBut200Allows() {
        Backend backend = backend();
        for (BackendResponse answer : answers()) {
            Verdict verdict = backend.interpret(viewer(), answer);
            assertThat(verdict instanceof Allow && answer.status() != 200)
                    .as(() -> "allowed: " + InWords.answer(answer))
                    .isFalse();
        }
    }

    @Test
    void whoeverWasAskedDoesNotAbstain() {
        Backend backend = backend();
        for (BackendResponse answer : answers()) {
            assertThat(backend.interpret(viewer(), answer))
                    .as(() -> InWords.answer(answer))
                    .isNotInstanceOf(Abstain.class);
        }
    }

    @Test
    void theSameQuestionGetsTheSameAnswerOnAnyThread() {
        Backend backend = backend();
        List<AccessRequest> requests = requests();
        List<BackendResponse> answers = answers();
        List<String> questions = requests.stream()
                .map(it -> InWords.question(backend.toRequest(it)))
                .toList();
        List<Verdict> verdicts = answers.stream()
                .map(answer -> backend.interpret(viewer(), answer))
                .toList();

        IntStream.range(0, requests.size())
                .parallel()
                .forEach(i -> assertThat(InWords.question(backend.toRequest(requests.get(i))))
                        .isEqualTo(questions.get(i)));
        IntStream.range(0, answers.size())
                .parallel()
                .forEach(i ->
                        assertThat(backend.interpret(viewer(), answers.get(i))).isEqualTo(verdicts.get(i)));
    }

    @Test
    void headersAreOfTheKnownSetAndNeverDoubled() {
        for (BackendRequest question : questions()) {
            assertThat(question.headers())
                    .extracting(header -> header.name().toLowerCase(Locale.ROOT))
                    .allMatch(this::isKnown, "of the convention, or named by ownHeaders()")
                    // PHP and CGI can't tell X-Real-Ip from X_Real_Ip.
                    .extracting(name -> name.replaceAll("[^a-z0-9]", "_"))
                    .doesNotHaveDuplicates();
        }
    }

    private boolean isKnown(String lowerCase) {
        return CONVENTION.contains(lowerCase) || ownHeaders().stream().anyMatch(lowerCase::equalsIgnoreCase);
    }

    /** Else nobody would notice that the middleware lets everybody in. */
    @Test
    void aStrangerIsAskedAbout() {
        Backend backend = backend();
        SplittableRandom random = new SplittableRandom(1);
        QueryString query = backend.strangersQuery(random);
        AccessRequest stranger = HostileRequests.with(recorded().get(0).viewer(), query.raw());

        assertThat(backend.toRequest(stranger))
                .as("the question about a stranger")
                .isPresent();
        assertThat(backend.strangersQuery(random)).as("the next stranger").isNotEqualTo(query);
    }

    @Test
    void noViewerChoosesWhereToAsk() {
        assertThat(questions().stream()
                        .map(BackendRequest::endpoint)
                        .map(InWords::server)
                        .distinct())
                .as("the servers asked")
                .hasSize(1);
    }

    @Test
    void whatGoesIntoTheRequestLineCannotEndIt() {
        assertThat(questions())
                .extracting(BackendRequest::target)
                .allMatch(target -> target.matches("/[!-\"$-~\\u0080-\\u00ff]*"), "begins with a slash, has no blank");
    }

    @Test
    void tokensAndSecretsAreNeverShown() {
        Backend backend = backend();
        List<String> hidden = Stream.concat(Stream.of(HostileRequests.TOKEN, HostileAnswers.TOKEN), secrets().stream())
                .toList();

        assertThat(backend.toString()).doesNotContain(hidden);
        for (BackendRequest question : questions()) {
            assertThat(question.toString()).doesNotContain(hidden);
        }
        for (BackendResponse answer : answers()) {
            assertThat(reason(backend.interpret(viewer(), answer)))
                    .as("the reason for " + answer)
                    .doesNotContain(hidden);
        }
    }

    @Test
    void reasonsAreShortSentences() {
        Backend backend = backend();
        for (BackendResponse answer : answers()) {
            assertThat(reason(backend.interpret(viewer(), answer)))
                    .as("the reason for " + answer + ": one line of at most 200 characters")
                    .matches("\\P{Cntrl}{0,200}");
        }
    }

    private static String reason(Verdict verdict) {
        return verdict.fold(
                allow -> "",
                deny -> deny.reason().text(),
                abstain -> abstain.reason().text(),
                unavailable -> unavailable.reason().text());
    }

    private List<RecordedExchange> recorded() {
        return RecordedExchanges.beside(getClass());
    }

    private AccessRequest viewer() {
        return recorded().get(0).viewer();
    }

    private List<AccessRequest> requests() {
        return HostileRequests.like(
                recorded().stream().map(RecordedExchange::viewer).toList());
    }

    private List<BackendResponse> answers() {
        return HostileAnswers.like(
                recorded().stream().flatMap(it -> it.answer().stream()).toList());
    }

    private List<BackendRequest> questions() {
        Backend backend = backend();
        return requests().stream().flatMap(it -> backend.toRequest(it).stream()).toList();
    }
}
