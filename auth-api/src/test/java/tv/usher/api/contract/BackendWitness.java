package tv.usher.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Header;
import tv.usher.api.Verdict;
import tv.usher.api.Verdict.Abstain;
import tv.usher.api.Verdict.Allow;

/**
 * What {@link BackendContract} demands for its own list of hostile viewers and answers, for one exchange: as it is, and with a token
 * that must not be shown.
 *
 * @param servers that it asks about the recorded viewers
 */
record BackendWitness(Backend backend, Set<String> servers) {

    static BackendWitness of(BackendContract contract) {
        Backend backend = contract.backend();
        Set<String> servers = RecordedExchanges.beside(contract.getClass()).stream()
                .flatMap(exchange -> backend.toRequest(exchange.viewer()).stream())
                .map(question -> InWords.server(question.endpoint()))
                .collect(Collectors.toSet());
        return new BackendWitness(backend, servers);
    }

    void check(RecordedExchange exchange) {
        AccessRequest viewer = exchange.viewer();
        checkQuestion(viewer);
        checkQuestion(HostileRequests.with(viewer, viewer.query().raw() + "&token=" + HostileRequests.TOKEN));
        checkQuestion(HostileRequests.with(viewer, "token=" + HostileRequests.TOKEN));
        exchange.answer().ifPresent(answer -> {
            checkVerdict(viewer, answer);
            checkVerdict(viewer, withToken(answer));
        });
    }

    private void checkQuestion(AccessRequest viewer) {
        Optional<BackendRequest> asked = backend.toRequest(viewer);
        assertThat(InWords.question(backend.toRequest(viewer)))
                .as("asked again")
                .isEqualTo(InWords.question(asked));
        asked.ifPresent(question -> {
            assertThat(servers).contains(InWords.server(question.endpoint()));
            assertThat(question.target()).matches("/[!-\"$-~\\u0080-\\u00ff]*");
            assertThat(question.toString()).doesNotContain(HostileRequests.TOKEN);
            assertThat(question.headers())
                    .extracting(header -> header.name().toLowerCase(Locale.ROOT))
                    .doesNotHaveDuplicates();
        });
    }

    private void checkVerdict(AccessRequest viewer, BackendResponse answer) {
        Verdict verdict = backend.interpret(viewer, answer);
        assertThat(backend.interpret(viewer, answer)).as("judged again").isEqualTo(verdict);
        assertThat(verdict).isNotNull().isNotInstanceOf(Abstain.class);
        assertThat(verdict instanceof Allow && answer.status() != 200)
                .as("allowed")
                .isFalse();
        String reason = verdict.fold(
                allow -> "",
                deny -> deny.reason().text(),
                abstain -> abstain.reason().text(),
                unavailable -> unavailable.reason().text());
        assertThat(reason).doesNotContain(HostileAnswers.TOKEN).matches("\\P{Cntrl}{0,200}");
    }

    private static BackendResponse withToken(BackendResponse answer) {
        List<Header> headers = new ArrayList<>(answer.headers());
        headers.add(0, new Header("Location", "http://evil.example.com/?token=" + HostileAnswers.TOKEN));
        headers.add(new Header("Set-Cookie", HostileAnswers.TOKEN));
        return BackendResponse.of(answer.status())
                .headers(headers)
                .body(answer.body() + HostileAnswers.TOKEN)
                .receivedAt(answer.receivedAt());
    }
}
