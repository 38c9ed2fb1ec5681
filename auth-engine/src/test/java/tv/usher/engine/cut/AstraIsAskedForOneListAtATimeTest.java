package tv.usher.engine.cut;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /** None of them is judged by a list that was made before his end. */
    @Test
    void whoeverComesMeanwhileIsCutByTheNextOne() {
        // Given
        CompletableFuture<CutResult> first = cutter.cut(one, "1 a001 203.0.113.7", HOUR);
        CompletableFuture<CutResult> second = cutter.cut(one, "2 a001 203.0.113.8", HOUR);
        CompletableFuture<CutResult> third = cutter.cut(one, "3 a001 203.0.113.9", HOUR);
        assertThat(commands).containsExactly("{\"cmd\":\"sessions\"}");

        // When
        answers.get(0).complete(list(1));
        for (int i = 1; i < answers.size(); i++) { // a list leads to more commands
            answers.get(i).complete(list(2, 3));
        }

        // Then
        assertThat(commands)
                .containsExactlyInAnyOrder(
                        "{\"cmd\":\"sessions\"}",
                        "{\"cmd\":\"sessions\"}",
                        "{\"cmd\":\"close-session\",\"id\":1}",
                        "{\"cmd\":\"close-session\",\"id\":2}",
                        "{\"cmd\":\"close-session\",\"id\":3}");
        assertThat(Stream.of(first, second, third).map(cut -> cut.join().kind()))
                .containsOnly(CutResult.Kind.CUT);
    }

    private static BackendResponse list(int... ids) {
        return BackendResponse.of(200)
                .body(IntStream.of(ids)
                        .mapToObj(id -> """
                                {"client_id":%d,"channel_id":"a001","addr":"203.0.113.%d","uptime":3600}""".formatted(id, id + 6))
                        .collect(Collectors.joining(",", "{\"sessions\":[", "]}")));
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
