package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a middleware can fail, with each choice of {@code on-unavailable}, in one daemon. */
class OutageIsWhatTheOperatorChoseIT {

    private static final Duration BOUND = Duration.ofSeconds(20); // forty times the timeout, for a busy machine
    private static final Map<String, Integer> STATUS_BY_CHOICE = Map.of("allow", 200, "deny", 403, "error", 503);

    private static Troubles troubles;
    private static LoopbackServer wellKnown;
    private static UsherProcess usher;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        troubles = new Troubles(folder);
        TestingCertificate good = TestingCertificate.create(folder, "good", "ip:127.0.0.1");
        wellKnown = LoopbackServer.start(good.unboundSocket(), Troubles::allow);

        StringBuilder backends = new StringBuilder("backends:\n");
        StringBuilder rules = new StringBuilder("access:\n");
        troubles.keysOfBackends()
                .forEach((trouble, keys) -> STATUS_BY_CHOICE.keySet().forEach(choice -> {
                    String name = trouble + "-" + choice;
                    backends.append("  %s: {type: http, timeout: 500ms, on-unavailable: %s, address: %s}%n"
                            .formatted(name, choice, keys));
                    rules.append("  - {name: %1$s, when: {path: [/%1$s]}, ask: [%1$s]}%n".formatted(name));
                }));
        backends.append("  fine: {type: http, on-unavailable: error, address: https://127.0.0.1:%d, tls: {ca: %s}}%n"
                .formatted(wellKnown.port(), good.pem()));
        rules.append("  - {name: everyone, ask: [fine]}\n");
        usher = UnpackedUsher.built().start(ConfigText.write(folder, backends.toString() + rules));
    }

    @AfterAll
    static void stop() throws Exception {
        if (usher != null) {
            usher.close();
        }
        wellKnown.close();
        troubles.close();
    }

    private static Set<String> troubles() {
        return troubles.keysOfBackends().keySet();
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void withinItsTimeout(String trouble) throws Exception {
        for (String choice : List.of("allow", "deny", "error")) {
            String backend = trouble + "-" + choice;
            try (CallerConnection one = CallerConnection.to(usher.callers());
                    CallerConnection two = CallerConnection.to(usher.callers())) {
                // When
                long asked = System.nanoTime();
                one.send("/cesbo?token=123", "X-Real-Path: /" + backend);
                two.send("/cesbo?token=124", "X-Real-Path: /" + backend);

                // Then
                int expected = STATUS_BY_CHOICE.get(choice);
                assertThat(one.read().status()).as(choice).isEqualTo(expected);
                assertThat(two.read().status()).as(choice).isEqualTo(expected);
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(BOUND);
            }
            String letIn = "usher_default_allowed_total{backend=\"%s\"}".formatted(backend);
            usher.awaitMetric(letIn, choice.equals("allow") ? 2 : 0);
            usher.awaitMetric(
                    "usher_backend_verdicts_total{backend=\"%s\",verdict=\"unavailable\"}".formatted(backend), 2);
            usher.awaitLog("backend " + backend + " is unavailable: ", lines -> lines.size() == 1);
            assertThat(usher.page("/readyz").body()).contains("backend " + backend + ": unavailable: ");
        }
    }

    /** The same stand-in, without its trouble: what is refused above is refused for its trouble alone. */
    @Test
    void aCertificateThatFitsIsNone() throws Exception {
        assertThat(usher.askAbout("/fine", "token=123").status()).isEqualTo(200);
    }
}
