package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.TakesLong;

/** A hundred reloads, to and fro between two configurations, while callers ask without a pause. */
@TakesLong
class ReloadDropsNothingIT {

    private static final int RELOADS = 100;
    private static final int CALLERS = 4;
    private static final Pattern RELOADED = Pattern.compile("Daemon reloaded ");
    private static final Pattern DECISION = Pattern.compile("rule=(\\w+) .* backend=(\\w+) ");

    @TempDir
    private Path folder;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger viewers = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();

    @Test
    void underLoad() throws Exception {
        try (TestingMiddleware one = TestingMiddleware.saying(200, () -> Thread.sleep(2));
                TestingMiddleware two = TestingMiddleware.saying(200, () -> Thread.sleep(2));
                UsherProcess usher = UnpackedUsher.built().startHearing("HUP", configuration("one", one))) {
            // Given
            List<Thread> callers = new ArrayList<>();
            List<Throwable> lost = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                Thread caller = new Thread(() -> askOnAndOn(usher.callers()), "caller");
                caller.setUncaughtExceptionHandler((thread, failure) -> {
                    synchronized (lost) {
                        lost.add(failure);
                    }
                });
                caller.start();
                callers.add(caller);
            }
            reload(usher, "two", two, 1);
            reload(usher, "one", one, 2);
            awaitRetired(usher);
            int threads = usher.threads().size();

            // When
            for (int i = 0; i < RELOADS; i += 2) {
                reload(usher, "two", two, i + 3);
                reload(usher, "one", one, i + 4);
            }
            over.set(true);
            for (Thread caller : callers) {
                caller.join(RunningProgram.PATIENCE.toMillis());
            }

            // Then
            assertThat(lost).isEmpty();
            assertThat(answers.get()).isGreaterThan(RELOADS);
            List<String> decisions = usher.log().stream()
                    .filter(line -> line.contains(" decision "))
                    .toList();
            assertThat(decisions)
                    .allSatisfy(line -> assertThat(DECISION.matcher(line))
                            .matches(
                                    found -> found.find() && found.group(1).equals(found.group(2)),
                                    "of one configuration"));
            assertThat(decisions)
                    .anyMatch(line -> line.contains("rule=two"))
                    .anyMatch(line -> line.contains("rule=one"));
            assertThat(usher.log()).noneMatch(line -> line.contains(" ERROR ") || line.contains(" WARN "));
            awaitRetired(usher);
            await().untilAsserted(() -> assertThat(usher.threads())
                    .as("pools may have a thread more or less; one that stays of every tenth configuration shows")
                    .hasSizeLessThan(threads + RELOADS / 10)
                    .noneMatch(name -> name.contains("-two")));
            await().until(() -> two.connections() == 0);
            System.out.printf("%d reloads, %d answers, none lost%n", RELOADS + 2, answers.get());
        }
    }

    private Path configuration(String name, TestingMiddleware middleware) throws IOException {
        return ConfigText.write(folder, """
                on-unavailable: deny
                sessions: {store: memory}
                backends:
                  %s: {type: http, address: "%s", grant: 1h, connect-timeout: 30s, timeout: 30s}
                access:
                  - {name: %s, ask: [%s]}
                """.formatted(name, middleware.address(), name, name));
    }

    private void reload(UsherProcess usher, String name, TestingMiddleware middleware, int times) throws Exception {
        configuration(name, middleware);
        usher.signal("HUP");
        await().until(() -> usher.log().stream()
                        .filter(line -> RELOADED.matcher(line).find())
                        .count()
                == times);
    }

    /** Half of the questions are of new viewers. */
    private void askOnAndOn(int port) {
        try (CallerConnection connection = CallerConnection.to(port)) {
            while (!over.get()) {
                String query = "/cesbo?token=" + viewers.incrementAndGet() / 2;
                int status = connection
                        .ask(query, "X-Real-Path: /live/one/index.m3u8")
                        .status();
                if (status != 200) {
                    throw new AssertionError(query + " was answered " + status);
                }
                answers.incrementAndGet();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Former configurations have been closed, and their plugins unloaded: those of the one in force are all that is left. */
    private static void awaitRetired(UsherProcess usher) {
        await().untilAsserted(() -> assertThat(pluginLoaders(usher)).isLessThanOrEqualTo(4));
    }

    private static long pluginLoaders(UsherProcess usher) throws Exception {
        usher.jcmd("GC.run");
        return usher.jcmd("VM.classloaders", "show-classes=false", "fold=false")
                .lines()
                .filter(line -> line.contains("PluginClassLoader"))
                .count();
    }
}
