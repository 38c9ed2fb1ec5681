package tv.usher.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Grant;
import tv.usher.api.QueryString;
import tv.usher.api.Verdict;

/** Runs the contract on backends with one fault each, and sees which checks fail. */
class BrokenBackendsFailTheContractTest {

    static class Sound extends BackendContract implements Backend {

        final Endpoint endpoint = Endpoint.of(URI.create("http://mw.example.com:6000/check?key=hidden"));

        @Override
        protected Backend backend() {
            return this;
        }

        @Override
        protected List<String> secrets() {
            return List.of("hidden");
        }

        @Override
        public Optional<BackendRequest> toRequest(AccessRequest request) {
            return request.query().all("token").size() == 1 ? Optional.of(endpoint.get(request)) : Optional.empty();
        }

        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return response.status() == 200
                    ? new Verdict.Allow(Grant.fromHeaders(response, Duration.ofMinutes(3)))
                    : Verdict.Deny.byStatus(response);
        }
    }

    @Test
    void aSoundBackendPasses() {
        assertThat(failedChecks(Sound.class)).isEmpty();
    }

    static class ThrowsOnOddEscapes extends Sound {
        @Override
        public Optional<BackendRequest> toRequest(AccessRequest request) {
            request.query().first("token").map(token -> URI.create("http://h/" + token));
            return super.toRequest(request);
        }
    }

    @Test
    void throwingOnAViewerIsSeen() {
        assertThat(failedChecks(ThrowsOnOddEscapes.class)).contains("noViewerMakesItFail");
    }

    static class ParsesNumbersTrustingly extends Sound {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            response.header("X-AuthDuration").map(Integer::parseInt);
            return super.interpret(request, response);
        }
    }

    @Test
    void throwingOnAnAnswerIsSeen() {
        assertThat(failedChecks(ParsesNumbersTrustingly.class)).contains("noAnswerMakesItFail");
    }

    static class SaysNull extends Sound {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return response.status() == 999 ? null : super.interpret(request, response);
        }
    }

    @Test
    void aNullIsSeen() {
        assertThat(failedChecks(SaysNull.class)).contains("noAnswerMakesItFail");
    }

    static class AllowsEverySuccess extends Sound {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return response.status() < 300
                    ? new Verdict.Allow(Grant.fromHeaders(response, Duration.ofMinutes(3)))
                    : super.interpret(request, response);
        }
    }

    @Test
    void allowing204IsSeen() {
        assertThat(failedChecks(AllowsEverySuccess.class)).containsExactly("nothingBut200Allows");
    }

    static class AbstainsAfterwards extends Sound {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return response.status() == 404 ? new Verdict.Abstain("unknown") : super.interpret(request, response);
        }
    }

    @Test
    void abstainingAfterTheAnswerIsSeen() {
        assertThat(failedChecks(AbstainsAfterwards.class)).containsExactly("whoeverWasAskedDoesNotAbstain");
    }

    static class Counts extends Sound {
        private final AtomicInteger denials = new AtomicInteger();

        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return response.status() == 401
                    ? new Verdict.Deny("denial " + denials.incrementAndGet())
                    : super.interpret(request, response);
        }
    }

    @Test
    void aMemoryIsSeen() {
        assertThat(failedChecks(Counts.class)).containsExactly("theSameQuestionGetsTheSameAnswerOnAnyThread");
    }

    static class AddsAnUnderscoreTwin extends Sound {
        @Override
        protected Set<String> ownHeaders() {
            return Set.of("X_Real_Ip");
        }

        @Override
        public Optional<BackendRequest> toRequest(AccessRequest request) {
            return Optional.of(
                    endpoint.get(request.query()).header("X-Real-Ip", "1").header("X_Real_Ip", "2"));
        }
    }

    @Test
    void aHeadersTwinIsSeen() {
        assertThat(failedChecks(AddsAnUnderscoreTwin.class)).contains("headersAreOfTheKnownSetAndNeverDoubled");
    }

    static class AddsAHeaderUnannounced extends Sound {
        @Override
        public Optional<BackendRequest> toRequest(AccessRequest request) {
            return Optional.of(endpoint.get(request.query()).header("Cookie", "a=b"));
        }
    }

    @Test
    void anUnknownHeaderIsSeen() {
        assertThat(failedChecks(AddsAHeaderUnannounced.class)).contains("headersAreOfTheKnownSetAndNeverDoubled");
    }

    static class AsksTheViewersHost extends Sound {
        @Override
        public Optional<BackendRequest> toRequest(AccessRequest request) {
            return request.host().matches("[a-z.]+")
                    ? Optional.of(
                            Endpoint.of(URI.create("http://" + request.host())).get(request))
                    : super.toRequest(request);
        }
    }

    @Test
    void aServerOfTheViewersChoiceIsSeen() {
        assertThat(failedChecks(AsksTheViewersHost.class)).contains("noViewerChoosesWhereToAsk");
    }

    static class QuotesTheLocation extends Sound {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return response.status() == 302
                    ? new Verdict.Deny("to " + response.header("Location").orElse("nowhere"))
                    : super.interpret(request, response);
        }
    }

    @Test
    void aTokenInAReasonIsSeen() {
        assertThat(failedChecks(QuotesTheLocation.class)).containsExactly("tokensAndSecretsAreNeverShown");
    }

    static class ShowsItsKey extends Sound {
        @Override
        public String toString() {
            return "key=hidden";
        }
    }

    @Test
    void aSecretInTheBackendsTextIsSeen() {
        assertThat(failedChecks(ShowsItsKey.class)).containsExactly("tokensAndSecretsAreNeverShown");
    }

    static class QuotesTheBody extends Sound {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return response.status() == 403 && !response.body().contains("token")
                    ? new Verdict.Deny(response.body())
                    : super.interpret(request, response);
        }
    }

    @Test
    void aReasonOfAnyLengthIsSeen() {
        assertThat(failedChecks(QuotesTheBody.class)).contains("reasonsAreShortSentences");
    }

    static class AbstainsFromItsStranger extends Sound {
        @Override
        public QueryString strangersQuery(RandomGenerator random) {
            return QueryString.of("voucher=" + random.nextLong());
        }
    }

    static class AlwaysHasTheSameStranger extends Sound {
        @Override
        public QueryString strangersQuery(RandomGenerator random) {
            return QueryString.of("token=000000");
        }
    }

    @Test
    void aStrangerWhoTellsNothingIsSeen() {
        assertThat(failedChecks(AbstainsFromItsStranger.class)).containsExactly("aStrangerIsAskedAbout");
        assertThat(failedChecks(AlwaysHasTheSameStranger.class)).containsExactly("aStrangerIsAskedAbout");
    }

    static class AsksAnotherPath extends Sound {
        @Override
        public Optional<BackendRequest> toRequest(AccessRequest request) {
            return super.toRequest(request)
                    .map(it -> Endpoint.of(URI.create("http://mw.example.com:6000/Check?key=hidden"))
                            .get(request));
        }
    }

    @Test
    void aDeviationFromARecordedExchangeIsSeen() {
        assertThat(failedChecks(AsksAnotherPath.class)).containsExactly("recordedExchangesAreReplayed");
    }

    @Test
    void theFuzzersWitnessSeesThemToo() {
        RecordedExchange redirect = RecordedExchange.parse("redirect", """
                ### viewer
                PLAY http://evil.example.com/sport1?token=1

                ### asks
                GET http://mw.example.com:6000/check?key=hidden&token=1

                ### answer
                HTTP/1.1 302 Found
                X-AuthDuration: soon
                """);

        BackendWitness.of(new Sound()).check(redirect);
        for (Sound broken : List.of(new QuotesTheLocation(), new AsksTheViewersHost(), new ParsesNumbersTrustingly())) {
            assertThatThrownBy(() -> BackendWitness.of(broken).check(redirect))
                    .as(broken.getClass().getSimpleName())
                    .isInstanceOfAny(AssertionError.class, NumberFormatException.class);
        }
    }

    private static Set<String> failedChecks(Class<? extends BackendContract> contract) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(contract))
                .build();
        LauncherFactory.create().execute(request, listener);

        TestExecutionSummary summary = listener.getSummary();
        assertThat(summary.getTestsFoundCount()).isGreaterThan(10);
        Set<String> failed = new TreeSet<>();
        summary.getFailures().forEach(failure -> failed.add(check(failure.getTestIdentifier())));
        return failed;
    }

    private static String check(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getMethodName())
                .orElseThrow();
    }
}
