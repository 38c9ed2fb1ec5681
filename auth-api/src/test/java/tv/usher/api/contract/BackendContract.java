package tv.usher.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
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
 * <p>The attacks are made of the plugin's own recordings: each segment of a viewer's path and each value of the query is replaced by what
 * viewers try, each value of an answer's body by what middlewares may say, and bodies are cut, retyped and exchanged for other people's
 * pages. So the more is recorded, the more is checked. All calls run once, in a thread of their own: one that hangs fails the contract and
 * is left behind.
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
 * may be missing, and there are more: {@code Protocol}, {@code Referer}, and {@code Capture: NAME=VALUE} for each part of the path that
 * the operator's rule names. A question with a body is a {@code POST}: its last header is the
 * {@code Content-Type}, and the body follows after an empty line. Who says by {@link BackendRequest#identifiedBy} who the viewer is, has one
 * more part behind {@code asks}, {@code ### identity}, with a text a line. The answer was received when its header {@code Date} says, else at
 * the beginning of 2026. A backend that abstains {@code asks} {@code nobody}: such a file has no
 * {@code answer}, and its verdict is {@code abstain}. The other verdicts are {@code deny: REASON} and {@code unavailable: REASON}; an
 * allow names what its grant has ({@code user}, {@code session-name}, {@code lifetime}, {@code max-sessions}, {@code unique}).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendContract {

    private static final Set<String> CONVENTION = Set.of(
            "x-session-id", "x-channel-id", "x-real-ip", "x-real-path", "x-real-origin", "x-real-host", "x-real-ua");

    /** A shorter value may stand in a reason by chance. */
    private static final int TELLING = 4;

    private Attack attack;

    /** The backend to check, made by the plugin's factory. */
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
        assertThat(question.map(BackendRequest::identity).orElse(List.of())).isEqualTo(exchange.identity());
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
        attack().asked()
                .forEach(it -> assertThat(it.thrown())
                        .as(() -> InWords.viewer(it.viewer()))
                        .isNull());
    }

    @Test
    void noAnswerMakesItFail() {
        attack().judged()
                .forEach(it -> assertThat(it.thrown())
                        .as(() -> InWords.answer(it.answer()))
                        .isNull());
    }

    /** No method may wait: it runs on the threads that carry everybody's questions. */
    @Test
    void noCallWaitsOrTakesLong() {
        assertThat(attack().slow()).isEmpty();
    }

    @Test
    void nothingBut200Allows() {
        for (Attack.Judged it : attack().judged()) {
            assertThat(it.verdict() instanceof Allow && it.answer().status() != 200)
                    .as(() -> "allowed: " + InWords.answer(it.answer()))
                    .isFalse();
        }
    }

    /** Of a middleware whose verdict stands in the body: a page, an answer that is cut, another program's JSON. */
    @Test
    void noBrokenBodyAllows() {
        if (!readsBodies()) {
            return;
        }
        Set<String> broken = recorded().stream()
                .flatMap(it -> it.answer().stream())
                .flatMap(answer -> HostileBodies.broken(answer.body()).stream())
                .collect(Collectors.toSet());
        for (Attack.Judged it : attack().judged()) {
            assertThat(it.verdict() instanceof Allow
                            && broken.contains(it.answer().body()))
                    .as(() -> "allowed: " + InWords.answer(it.answer()))
                    .isFalse();
        }
    }

    /** It does if a recorded allow is none with no body, or with the body of another recorded answer. */
    private boolean readsBodies() {
        Backend backend = backend();
        List<String> bodies = Stream.concat(
                        Stream.of(""),
                        recorded().stream().flatMap(it -> it.answer().stream()).map(BackendResponse::body))
                .toList();
        return recorded().stream()
                .filter(it -> it.verdict().startsWith("allow"))
                .anyMatch(it -> bodies.stream()
                        .anyMatch(body -> !(backend.interpret(
                                        it.viewer(), it.answer().orElseThrow().body(body))
                                instanceof Allow)));
    }

    @Test
    void whoeverWasAskedDoesNotAbstain() {
        attack().judged()
                .forEach(it -> assertThat(it.verdict())
                        .as(() -> InWords.answer(it.answer()))
                        .isNotInstanceOf(Abstain.class));
    }

    /** In any order, turn by turn and on any thread: nothing is remembered. */
    @Test
    void theSameQuestionGetsTheSameAnswerOnAnyThread() {
        Attack attack = attack();
        assertThat(attack.changed()).isEmpty();
        if (!attack.slow().isEmpty()) {
            return;
        }
        Backend backend = backend();
        attack.asked().parallelStream()
                .filter(it -> it.thrown() == null)
                .forEach(it -> assertThat(InWords.question(backend.toRequest(it.viewer())))
                        .isEqualTo(InWords.question(it.question())));
        attack.judged().parallelStream()
                .filter(it -> it.verdict() != null)
                .forEach(it ->
                        assertThat(backend.interpret(it.viewer(), it.answer())).isEqualTo(it.verdict()));
    }

    @Test
    void headersAreOfTheKnownSetAndNeverDoubled() {
        for (BackendRequest question : attack().questions()) {
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
        AccessRequest stranger = AccessRequest.builder()
                .path("/usher-check/index.m3u8")
                .query(query)
                .build();

        Optional<BackendRequest> question = backend.toRequest(stranger);

        assertThat(question).as("the question about a stranger").isPresent();
        assertThat(backend.strangersQuery(random)).as("the next stranger").isNotEqualTo(query);
        boolean identifies = recorded().stream().anyMatch(it -> !it.identity().isEmpty());
        assertThat(question.get().identity().isEmpty())
                .as("a stranger is identified as viewers are (identifiedBy), or not as they aren't")
                .isEqualTo(!identifies);
    }

    @Test
    void noViewerChoosesWhereToAsk() {
        assertThat(attack().questions().stream()
                        .map(BackendRequest::endpoint)
                        .map(InWords::server)
                        .distinct())
                .as("the servers asked")
                .hasSizeLessThanOrEqualTo(1);
    }

    /** What a viewer sent is one segment at most, and leads nowhere else. */
    @Test
    void noViewerChangesTheShapeOfThePath() {
        Set<Integer> depths = recordedQuestions().stream()
                .map(it -> depth(it.endpoint().path()))
                .collect(Collectors.toSet());
        for (BackendRequest question : attack().questions()) {
            String path = question.endpoint().path();
            assertThat(depths)
                    .as(() -> "segments of " + InWords.shortened(path))
                    .contains(depth(path));
            assertThat(path).doesNotContainPattern("(?i)/(\\.|%2e){1,2}(/|$)|%2f|%5c|%00");
        }
    }

    private static int depth(String path) {
        return path.split("/", -1).length;
    }

    /** Either the viewer's query goes on byte for byte, or the plugin makes one to which no viewer adds a parameter. */
    @Test
    void noViewerChangesTheShapeOfTheQuery() {
        List<RecordedExchange> asking = recorded().stream()
                .filter(it -> backend().toRequest(it.viewer()).isPresent())
                .toList();
        boolean passedOn = asking.stream()
                .allMatch(it -> backend()
                        .toRequest(it.viewer())
                        .orElseThrow()
                        .query()
                        .equals(it.viewer().query()));
        Set<List<String>> shapes = new HashSet<>();
        recordedQuestions().forEach(it -> shapes.add(names(it.query())));
        for (Attack.Asked it : attack().asked()) {
            it.question().map(BackendRequest::query).ifPresent(query -> {
                if (passedOn) {
                    assertThat(query.raw()).isEqualTo(it.viewer().query().raw());
                } else {
                    assertThat(shapes)
                            .as(() -> "parameters made of " + InWords.viewer(it.viewer()))
                            .anyMatch(recorded -> leavesSomeOut(names(query), recorded));
                }
            });
        }
    }

    /** A plugin may leave out what isn't known, and keeps the order. */
    private static boolean leavesSomeOut(List<String> names, List<String> recorded) {
        Iterator<String> rest = recorded.iterator();
        return names.stream().allMatch(name -> {
            while (rest.hasNext()) {
                if (rest.next().equals(name)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static List<String> names(QueryString query) {
        return Arrays.stream(query.raw().split("[&;]"))
                .map(pair -> pair.replaceFirst("=.*", ""))
                .toList();
    }

    @Test
    void noViewerChangesTheShapeOfTheBody() {
        Set<List<String>> shapes = new HashSet<>();
        bodies(recordedQuestions()).forEach(json -> shapes.add(JsonText.names(json)));
        for (String json : bodies(attack().questions())) {
            assertThat(JsonText.isValid(json))
                    .as(() -> "JSON: " + InWords.shortened(json))
                    .isTrue();
            assertThat(shapes).as(() -> "members of " + InWords.shortened(json)).contains(JsonText.names(json));
        }
    }

    private static List<String> bodies(List<BackendRequest> questions) {
        return questions.stream()
                .flatMap(it -> it.body().stream())
                .filter(body -> body.contentType().startsWith("application/json"))
                .map(body -> new String(body.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void whatGoesIntoTheRequestLineCannotEndIt() {
        assertThat(attack().questions())
                .extracting(BackendRequest::target)
                .allMatch(target -> target.matches("/[!-\"$-~\\u0080-\\u00ff]*"), "begins with a slash, has no blank");
    }

    @Test
    void tokensAndSecretsAreNeverShown() {
        Backend backend = backend();
        List<String> hidden = Stream.concat(Stream.of(HostileRequests.TOKEN, HostileAnswers.TOKEN), secrets().stream())
                .toList();

        assertThat(backend.toString()).doesNotContain(hidden);
        for (BackendRequest question : attack().questions()) {
            assertThat(question.toString()).doesNotContain(hidden);
        }
        for (Attack.Judged it : attack().judged()) {
            assertThat(reason(it.verdict()))
                    .as(() -> "the reason for " + it.answer())
                    .doesNotContain(hidden)
                    .doesNotContain(shownBy(it.viewer()));
        }
    }

    /** Every value of the query and, decoded, whatever of the path identifies the viewer. */
    private static List<String> shownBy(AccessRequest viewer) {
        List<String> values = new ArrayList<>();
        for (String pair : viewer.query().raw().split("[&;]")) {
            String raw = pair.substring(pair.indexOf('=') + 1);
            values.add(raw);
            viewer.query().first(pair.replaceFirst("=.*", "")).ifPresent(values::add);
        }
        values.removeIf(Predicate.not(value -> value.length() >= TELLING));
        values.add(HostileRequests.TOKEN); // never empty
        return values;
    }

    @Test
    void reasonsAreShortSentences() {
        for (Attack.Judged it : attack().judged()) {
            assertThat(reason(it.verdict()))
                    .as("the reason for " + it.answer() + ": one line of at most 200 characters")
                    .matches("\\P{Cntrl}{0,200}");
        }
    }

    private static String reason(Verdict verdict) {
        return verdict == null
                ? ""
                : verdict.fold(
                        allow -> "",
                        deny -> deny.reason().text(),
                        abstain -> abstain.reason().text(),
                        unavailable -> unavailable.reason().text());
    }

    private List<RecordedExchange> recorded() {
        return RecordedExchanges.beside(getClass());
    }

    private List<BackendRequest> recordedQuestions() {
        Backend backend = backend();
        return recorded().stream()
                .flatMap(it -> backend.toRequest(it.viewer()).stream())
                .toList();
    }

    private synchronized Attack attack() {
        if (attack == null) {
            attack = Attack.on(
                    this::backend,
                    HostileRequests.like(
                            recorded().stream().map(RecordedExchange::viewer).toList()),
                    answers());
        }
        return attack;
    }

    private List<Attack.About> answers() {
        List<AccessRequest> viewers =
                recorded().stream().map(RecordedExchange::viewer).toList();
        List<Attack.About> all = new ArrayList<>();
        for (BackendResponse answer : HostileAnswers.like(
                recorded().stream().flatMap(it -> it.answer().stream()).toList())) {
            all.add(new Attack.About(viewers.get(all.size() % viewers.size()), answer));
        }
        for (RecordedExchange exchange : recorded()) {
            exchange.answer().ifPresent(answer -> {
                Stream.concat(HostileBodies.like(answer.body()).stream(), HostileBodies.broken(answer.body()).stream())
                        .forEach(body -> all.add(new Attack.About(exchange.viewer(), answer.body(body))));
            });
        }
        return all;
    }
}
