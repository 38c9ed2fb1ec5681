package tv.usher.engine.cut;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;

/** The list of a large Astra has megabytes: read anew for each of many viewers, it would fill the heap. */
class AstraIsAskedForOneListAtATimeTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final List<String> commands = new ArrayList<>();
    private final List<CompletableFuture<BackendResponse>> answers = new ArrayList<>();
    private final AstraCutter cutter = new AstraCutter();
    private final ApiClient one = api("http://192.0.2.10:8000");

    @Test
    void whoeverWaitsForItIsCutByIt() {
        // Given
        CompletableFuture<CutResult> first = cutter.cut(one, "1 a001 203.0.113.7", HOUR);
        CompletableFuture<CutResult> second = cutter.cut(one, "2 a001 203.0.113.8", HOUR);
        assertThat(commands).containsExactly("{\"cmd\":\"sessions\"}");

        // When
        answers.get(0).complete(BackendResponse.of(200).body("""
                {"sessions":[{"client_id":1,"channel_id":"a001","addr":"203.0.113.7","uptime":3600},
                {"client_id":2,"channel_id":"a001","addr":"203.0.113.8","uptime":3600}]}"""));
        answers.subList(1, answers.size()).forEach(closed -> closed.complete(BackendResponse.of(200)));

        // Then
        assertThat(commands)
                .containsExactlyInAnyOrder(
                        "{\"cmd\":\"sessions\"}",
                        "{\"cmd\":\"close-session\",\"id\":1}",
                        "{\"cmd\":\"close-session\",\"id\":2}");
        assertThat(List.of(first.join().kind(), second.join().kind())).containsOnly(CutResult.Kind.CUT);
    }

    @Test
    void theNextOneIsReadAnewAlsoAfterAFailure() {
        // Given
        CompletableFuture<CutResult> first = cutter.cut(one, "1 a001 203.0.113.7", HOUR);

        // When
        answers.get(0).completeExceptionally(new IllegalStateException());

        // Then
        assertThat(first).isCompletedExceptionally();
        cutter.cut(one, "1 a001 203.0.113.7", HOUR);
        assertThat(commands).hasSize(2);
    }

    @Test
    void eachAstraHasItsOwn() {
        // When
        cutter.cut(one, "1 a001 203.0.113.7", HOUR);
        cutter.cut(api("http://192.0.2.11:8000"), "1 a001 203.0.113.7", HOUR);

        // Then
        assertThat(commands).hasSize(2);
    }

    private ApiClient api(String base) {
        return new ApiClient(base, Optional.empty(), (method, request, left) -> ask(request), () -> HOUR);
    }

    private CompletableFuture<BackendResponse> ask(BackendRequest request) {
        commands.add(new String(request.body().orElseThrow().bytes(), StandardCharsets.UTF_8));
        answers.add(new CompletableFuture<>());
        return answers.get(answers.size() - 1);
    }
}
