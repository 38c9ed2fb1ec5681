package tv.usher.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
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

        Endpoint endpoint = Endpoint.of(URI.create("http://mw.example.com:6000/check?key=hidden"));

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
        assertThat(FailedChecks.of(Sound.class)).isEmpty();
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
        assertThat(FailedChecks.of(ThrowsOnOddEscapes.class)).contains("noViewerMakesItFail");
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
        assertThat(FailedChecks.of(ParsesNumbersTrustingly.class)).contains("noAnswerMakesItFail");
    }

    static class SaysNull extends Sound {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return response.status() == 999 ? null : super.interpret(request, response);
        }
    }

    @Test
    void aNullIsSeen() {
        assertThat(FailedChecks.of(SaysNull.class)).contains("noAnswerMakesItFail");
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
        assertThat(FailedChecks.of(AllowsEverySuccess.class)).containsExactly("nothingBut200Allows");
    }

    static class AbstainsAfterwards extends Sound {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return response.status() == 404 ? new Verdict.Abstain("unknown") : super.interpret(request, response);
        }
    }

    @Test
    void abstainingAfterTheAnswerIsSeen() {
        assertThat(FailedChecks.of(AbstainsAfterwards.class)).containsExactly("whoeverWasAskedDoesNotAbstain");
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
        assertThat(FailedChecks.of(Counts.class)).containsExactly("theSameQuestionGetsTheSameAnswerOnAnyThread");
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
        assertThat(FailedChecks.of(AddsAnUnderscoreTwin.class)).contains("headersAreOfTheKnownSetAndNeverDoubled");
    }

    static class AddsAHeaderUnannounced extends Sound {
        @Override
        public Optional<BackendRequest> toRequest(AccessRequest request) {
            return Optional.of(endpoint.get(request.query()).header("Cookie", "a=b"));
        }
    }

    @Test
    void anUnknownHeaderIsSeen() {
        assertThat(FailedChecks.of(AddsAHeaderUnannounced.class)).contains("headersAreOfTheKnownSetAndNeverDoubled");
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
        assertThat(FailedChecks.of(AsksTheViewersHost.class)).contains("noViewerChoosesWhereToAsk");
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
        assertThat(FailedChecks.of(QuotesTheLocation.class)).containsExactly("tokensAndSecretsAreNeverShown");
    }

    static class ShowsItsKey extends Sound {
        @Override
        public String toString() {
            return "key=hidden";
        }
    }

    @Test
    void aSecretInTheBackendsTextIsSeen() {
        assertThat(FailedChecks.of(ShowsItsKey.class)).containsExactly("tokensAndSecretsAreNeverShown");
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
        assertThat(FailedChecks.of(QuotesTheBody.class)).contains("reasonsAreShortSentences");
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
        assertThat(FailedChecks.of(AbstainsFromItsStranger.class)).containsExactly("aStrangerIsAskedAbout");
        assertThat(FailedChecks.of(AlwaysHasTheSameStranger.class)).containsExactly("aStrangerIsAskedAbout");
    }

    static class AsksAnotherPath extends Sound {
        @Override
        public Optional<BackendRequest> toRequest(AccessRequest request) {
            return super.toRequest(request)
                    .map(it -> Endpoint.of(URI.create("http://mw.example.com:6000/Check?key=hidden"))
                            .get(request));
        }
    }

    /** Its own query has a token, and what else is known; an exchange with both others is recorded, and one with neither. */
    static class MakesItsQuery extends Sound {
        @Override
        public Optional<BackendRequest> toRequest(AccessRequest request) {
            return request.query().only("token").map(token -> {
                QueryString.Builder query = QueryString.builder().add("token", token);
                if (!request.session().isEmpty()) {
                    query.add("session", request.session());
                }
                request.query().only("a").ifPresent(value -> query.add("a", value));
                return endpoint.get(query.build());
            });
        }
    }

    @Test
    void leavingOutWhatIsUnknownIsSound() {
        assertThat(FailedChecks.of(MakesItsQuery.class)).doesNotContain("noViewerChangesTheShapeOfTheQuery");
    }

    static class RewritesTheQuery extends Sound {
        @Override
        public Optional<BackendRequest> toRequest(AccessRequest request) {
            return super.toRequest(request)
                    .map(it -> it.query(QueryString.of(
                            request.query().raw().replaceAll("&+", "&").replace("%00", ""))));
        }
    }

    @Test
    void aQueryThatIsRewrittenIsSeen() {
        assertThat(FailedChecks.of(RewritesTheQuery.class)).containsExactly("noViewerChangesTheShapeOfTheQuery");
    }

    static class QuotesTheToken extends Sound {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return response.status() == 410
                    ? new Verdict.Deny("gone: " + request.query().raw().replaceAll("[^a-zA-Z0-9=]", ""))
                    : super.interpret(request, response);
        }
    }

    @Test
    void aViewersTokenInAReasonIsSeen() {
        assertThat(FailedChecks.of(QuotesTheToken.class)).contains("tokensAndSecretsAreNeverShown");
    }

    @Test
    void aDeviationFromARecordedExchangeIsSeen() {
        assertThat(FailedChecks.of(AsksAnotherPath.class)).containsExactly("recordedExchangesAreReplayed");
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
}
