package tv.usher.api.contract.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Grant;
import tv.usher.api.QueryString;
import tv.usher.api.RequestBody;
import tv.usher.api.Verdict;
import tv.usher.api.contract.FailedChecks;

/** Mistakes that plugins for panels make, one each: the contract finds every one in the attacks that it derives from the recordings. */
class BrokenPanelsFailTheContractTest {

    @Test
    void aSoundPanelPasses() {
        assertThat(FailedChecks.of(SoundPanel.class)).isEmpty();
    }

    static class ThrowsOnAnOddParameter extends SoundPanel {
        @Override
        Optional<Login> login(AccessRequest request) {
            return super.login(request)
                    .map(it -> new Login(
                            it.user(), URI.create("x:" + it.password()).getPath() + it.password()));
        }
    }

    static class ThrowsOnAnOddSegment extends SoundPanel {
        @Override
        Optional<Login> login(AccessRequest request) {
            return request.segments().size() == 4
                    ? Optional.of(new Login(request.segments().get(1), "x"))
                    : super.login(request);
        }
    }

    @Test
    void throwingOnWhatAViewerSentIsSeen() {
        assertThat(FailedChecks.of(ThrowsOnAnOddParameter.class)).contains("noViewerMakesItFail");
        assertThat(FailedChecks.of(ThrowsOnAnOddSegment.class)).contains("noViewerMakesItFail");
    }

    static class TrustsTheNumbers extends SoundPanel {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            java.util.regex.Matcher screens =
                    Pattern.compile("\"screens\":\"?([^,}\"]*)").matcher(response.body());
            if (screens.find()) {
                Integer.parseInt(screens.group(1));
            }
            return super.interpret(request, response);
        }
    }

    @Test
    void throwingOnARetypedValueIsSeen() {
        assertThat(FailedChecks.of(TrustsTheNumbers.class)).contains("noAnswerMakesItFail");
    }

    static class AllowsAny200 extends SoundPanel {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return response.status() == 200 && !response.body().contains("\"ok\":0")
                    ? new Verdict.Allow(Grant.lasting(Duration.ofHours(1)))
                    : super.interpret(request, response);
        }
    }

    static class AllowsACutAnswer extends SoundPanel {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return response.status() == 200 && response.body().startsWith("{\"ok\":1")
                    ? new Verdict.Allow(Grant.lasting(Duration.ofHours(1)))
                    : super.interpret(request, response);
        }
    }

    @Test
    void allowingWhatIsNotTheMiddlewaresAnswerIsSeen() {
        assertThat(FailedChecks.of(AllowsAny200.class)).contains("noBrokenBodyAllows");
        assertThat(FailedChecks.of(AllowsACutAnswer.class)).contains("noBrokenBodyAllows");
    }

    static class RemembersTheLastRequest extends SoundPanel {
        private String user = "";

        @Override
        public Optional<BackendRequest> toRequest(AccessRequest request) {
            login(request).ifPresent(it -> user = it.user());
            return super.toRequest(request);
        }

        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return response.status() == 200 && user.equals("bert")
                    ? new Verdict.Deny("bert")
                    : super.interpret(request, response);
        }
    }

    @Test
    void aMemoryOfTheRequestIsSeen() {
        assertThat(FailedChecks.of(RemembersTheLastRequest.class))
                .contains("theSameQuestionGetsTheSameAnswerOnAnyThread");
    }

    static class QuotesTheMessage extends SoundPanel {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            Verdict verdict = super.interpret(request, response);
            int at = response.body().indexOf("\"message\":\"");
            return verdict instanceof Verdict.Deny && at >= 0
                    ? new Verdict.Deny(response.body()
                            .substring(at + 11)
                            .replaceAll("[\"}].*", "")
                            .replaceAll("\\p{Cntrl}", ""))
                    : verdict;
        }
    }

    static class QuotesThePassword extends SoundPanel {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            Verdict verdict = super.interpret(request, response);
            return verdict instanceof Verdict.Deny
                    ? new Verdict.Deny("denied "
                            + login(request)
                                    .map(Login::password)
                                    .filter(it -> it.length() < 100)
                                    .map(it -> it.replaceAll("\\p{Cntrl}", ""))
                                    .orElse(""))
                    : verdict;
        }
    }

    static class QuotesItsKey extends SoundPanel {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return response.status() == 401
                    ? new Verdict.Deny("key hidden is wrong")
                    : super.interpret(request, response);
        }
    }

    @Test
    void whatAReasonMustNotHaveIsSeen() {
        assertThat(FailedChecks.of(QuotesTheMessage.class)).contains("tokensAndSecretsAreNeverShown");
        assertThat(FailedChecks.of(QuotesThePassword.class)).contains("tokensAndSecretsAreNeverShown");
        assertThat(FailedChecks.of(QuotesItsKey.class)).containsExactly("tokensAndSecretsAreNeverShown");
    }

    static class WritesThePathByHand extends SoundPanel {
        @Override
        BackendRequest ask(Login login, AccessRequest request) {
            String user = login.user().replaceAll("[^a-zA-Z0-9./\u0400-\u04ff]", "");
            return Endpoint.of(URI.create("http://panel.example.com/api/users/" + user + "?key=hidden"))
                    .post(RequestBody.json("{\"password\":\"x\"}"))
                    .query(QueryString.of("kind=play"));
        }

        @Override
        Optional<Login> login(AccessRequest request) {
            return request.query()
                    .only("username")
                    .map(user -> new Login(user, "x"))
                    .or(() -> super.login(request));
        }
    }

    @Test
    void aPathOfTheViewersChoiceIsSeen() {
        assertThat(FailedChecks.of(WritesThePathByHand.class)).contains("noViewerChangesTheShapeOfThePath");
    }

    static class WritesTheQueryByHand extends SoundPanel {
        @Override
        BackendRequest ask(Login login, AccessRequest request) {
            String plain = login.password().replaceAll("[^!-\"$-~]", "");
            return super.ask(login, request).query(QueryString.of("kind=" + plain));
        }
    }

    @Test
    void aParameterOfTheViewersChoiceIsSeen() {
        assertThat(FailedChecks.of(WritesTheQueryByHand.class)).contains("noViewerChangesTheShapeOfTheQuery");
    }

    static class WritesJsonByHand extends SoundPanel {
        @Override
        BackendRequest ask(Login login, AccessRequest request) {
            BackendRequest question = endpoint.at("users", login.user())
                    .post(RequestBody.json("{\"password\":\"" + login.password() + "\"}"))
                    .query(QueryString.of("kind=play"));
            return request.clientAddress().isEmpty() ? question : question.header("X-Real-Ip", request.clientAddress());
        }
    }

    @Test
    void aMemberOfTheViewersChoiceIsSeen() {
        assertThat(FailedChecks.of(WritesJsonByHand.class)).contains("noViewerChangesTheShapeOfTheBody");
    }

    static class HasASlowPattern extends SoundPanel {
        private static final Pattern SLOW = Pattern.compile("(a|aa)+\\1?b");

        @Override
        Optional<Login> login(AccessRequest request) {
            return super.login(request)
                    .filter(it -> !SLOW.matcher(new Ending(it.password())).matches());
        }
    }

    /** Lets the thread that the contract leaves behind end a little later, for the sake of the other tests. */
    private record Ending(String text, long end) implements CharSequence {

        Ending(String text) {
            this(text, System.nanoTime() + TimeUnit.SECONDS.toNanos(6));
        }

        @Override
        public char charAt(int index) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("nobody waits any more");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }
    }

    @Test
    void aPatternThatBacktracksWithoutEndIsSeen() {
        assertThat(FailedChecks.of(HasASlowPattern.class)).contains("noCallWaitsOrTakesLong");
    }

    static class Sleeps extends SoundPanel {
        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            if (response.status() == 503) {
                try {
                    TimeUnit.MILLISECONDS.sleep(1);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return super.interpret(request, response);
        }
    }

    static class AsksSomebodyElse extends SoundPanel {
        @Override
        public Optional<BackendRequest> toRequest(AccessRequest request) {
            return CompletableFuture.supplyAsync(
                            () -> super.toRequest(request),
                            CompletableFuture.delayedExecutor(100, TimeUnit.MICROSECONDS))
                    .join();
        }
    }

    @Test
    void aCallThatWaitsIsSeen() {
        assertThat(FailedChecks.of(Sleeps.class)).containsExactly("noCallWaitsOrTakesLong");
        assertThat(FailedChecks.of(AsksSomebodyElse.class)).contains("noCallWaitsOrTakesLong");
    }

    static class DoesNotIdentifyStrangers extends SoundPanel {
        @Override
        public Optional<BackendRequest> toRequest(AccessRequest request) {
            return request.query().only("username").isPresent()
                            && request.segments().size() != 1
                    ? login(request).map(it -> ask(it, request))
                    : super.toRequest(request);
        }
    }

    static class HasOneStranger extends SoundPanel {
        @Override
        public QueryString strangersQuery(RandomGenerator random) {
            return QueryString.of("username=nobody&password=x");
        }
    }

    @Test
    void aStrangerWhoIsNoViewerIsSeen() {
        assertThat(FailedChecks.of(DoesNotIdentifyStrangers.class)).containsExactly("aStrangerIsAskedAbout");
        assertThat(FailedChecks.of(HasOneStranger.class)).containsExactly("aStrangerIsAskedAbout");
    }
}
