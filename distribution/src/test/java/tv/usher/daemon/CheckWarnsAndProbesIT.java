package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

class CheckWarnsAndProbesIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();

    @TempDir
    private Path folder;

    @Test
    void eachMiddlewareIsAskedAboutNobody() throws Exception {
        try (TestingMiddleware lax = TestingMiddleware.saying(200).answeringCanaries();
                TestingMiddleware strict = TestingMiddleware.saying(403).answeringCanaries();
                TestingMiddleware typo = TestingMiddleware.saying(404).answeringCanaries();
                TestingMiddleware moved = TestingMiddleware.saying(301).answeringCanaries()) {
            // Given
            Path file = write("""
                    on-unavailable: deny
                    backends:
                      lax: {type: http, address: "%s"}
                      strict: {type: stalker, address: "%s"}
                      typo: {type: stalker, address: "%s/stalker_prtal"}
                      moved: {type: http, address: "%s"}
                      gone: {type: http, address: "http://127.0.0.1:%d"}
                    access:
                      - ask: [lax, strict, typo, moved, gone]
                    """.formatted(
                            lax.address(), strict.address(), typo.address(), moved.address(), LoopbackPorts.free()));

            // When
            UnpackedUsher.Finished checked = USHER.run("check", "--probe", "-c", file.toString());

            // Then
            assertThat(checked.status()).isEqualTo(1);
            assertThat(checked.out().lines())
                    .anyMatch(line -> line.startsWith(
                            "backend lax: UNAVAILABLE: it lets a random token in, so nobody would be asked"))
                    .anyMatch(
                            line -> line.startsWith("backend strict: denies a random token, as it should (status 403)"))
                    .anyMatch(line -> line.startsWith(
                            "backend typo: denies a random token, but by status 404: check its address"))
                    .anyMatch(line -> line.startsWith(
                            "backend moved: denies a random token, but by status 301, a redirect: check its address"))
                    .anyMatch(line -> line.startsWith("backend gone: UNAVAILABLE: connection refused"))
                    .as("nothing but the report")
                    .allMatch(line -> line.matches("(backend |warning: |" + file + " is fine: ).*"));
            assertThat(strict.asked()).hasSize(1);
            assertThat(strict.asked().get(0)).containsPattern("token=[0-9a-f]{32}");
        }
    }

    @Test
    void whoLeavesTheRandomViewerToOthersIsFine() throws Exception {
        try (TestingMiddleware panel =
                TestingMiddleware.allowing("X-Elsewhere: 1").answeringCanaries()) {
            UnpackedUsher.Finished checked = probe("""
                    on-unavailable: deny
                    backends:
                      panel:
                        type: http
                        address: "%s"
                        timeout: 30s
                        allow-when: {headers: {X-User: {exists: true}}}
                        abstain-when: {headers: {X-Elsewhere: {exists: true}}}
                    access:
                      - ask: [panel]
                    """.formatted(panel.address()));

            assertThat(checked.out()).contains("backend panel: leaves a random token to other backends, as it may (");
            assertThat(panel.asked()).hasSize(1);
            assertThat(checked.status()).isZero();
        }
    }

    @Test
    void whoMayLetAnybodyInIsNotCalledUnavailable() throws Exception {
        try (TestingMiddleware open = TestingMiddleware.saying(200).answeringCanaries()) {
            UnpackedUsher.Finished checked = probe("""
                    on-unavailable: deny
                    backends:
                      open: {type: http, address: "%s", canary: off, timeout: 30s}
                    access:
                      - ask: [open]
                    """.formatted(open.address()));

            assertThat(checked.out())
                    .contains(
                            "backend open: LETS ANYBODY IN: it lets a random token in, and 'canary: off' leaves it so")
                    .doesNotContain("UNAVAILABLE");
            assertThat(checked.status()).isEqualTo(1);
        }
    }

    @Test
    void redisIsAskedToo() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            // Given
            String rest = "access: [{then: deny}]\nsessions: {store: redis, redis: \"%s\"}\n";

            // When
            UnpackedUsher.Finished there = probe(rest.formatted(redis.address()));
            UnpackedUsher.Finished gone = probe(rest.formatted("redis://:s3cr3t@127.0.0.1:" + LoopbackPorts.free()));

            // Then
            assertThat(there.out().lines().skip(1)).containsExactly("sessions.redis: answers");
            assertThat(there.status()).isZero();
            assertThat(gone.out().lines().skip(1))
                    .containsExactly(
                            "sessions.redis: CAN'T BE USED: connection refused; without it each Usher goes by what"
                                    + " it knows itself");
            assertThat(gone.status()).isEqualTo(1);
            assertThat(there.err() + gone.err()).isEmpty();
        }
    }

    private UnpackedUsher.Finished probe(String rest) throws Exception {
        return USHER.run("check", "--probe", "-c", write(rest).toString());
    }

    @Test
    void whatHardlyAnybodyMeansIsSaid() throws Exception {
        // Given
        Path file = write("""
                trusted-callers: [0.0.0.0/0]
                insecure-trust-everyone: true
                on-unavailable: allow
                sessions: {idle-timeout: 10s}
                backends:
                  ministra: {type: stalker, address: "http://127.0.0.1/stalker_portal"}
                  smarty: {type: smarty, address: "http://127.0.0.1/?token=x", on-unavailable: deny}
                  own: {type: http, address: "http://127.0.0.1/?realm=tv", ask-again: false, on-unavailable: deny}
                  odd: {type: stalker, address: "http://127.0.0.1", token-pattern: "[0-9]{9}", on-unavailable: deny}
                access:
                  - {name: vip, when: {path: ["/vip/**"]}, then: allow}
                  - {name: again, when: {path: ["/vip/**"]}, then: deny}
                  - {name: everyone, ask: [ministra, smarty, own, odd]}
                  - {name: late, when: {host: [a.example.com]}, then: deny}
                  - {name: studio, when: {action: [publish]}, then: allow}
                """);

        // When
        UnpackedUsher.Finished checked = USHER.run("check", "-c", file.toString());

        // Then
        assertThat(checked.status()).isZero();
        assertThat(checked.out().lines().filter(line -> line.startsWith("warning: ")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("trusted-callers: whoever reaches the port may ask"),
                        line -> assertThat(line)
                                .contains("backends.ministra: an outage lets everybody in, without bounds"),
                        line -> assertThat(line).contains("backends.smarty: its address has the parameter 'token'"),
                        line -> assertThat(line).contains("backends.own: its tokens can't be asked about again"),
                        line -> assertThat(line).contains("backends.odd: its tokens have a shape of your own"),
                        line -> assertThat(line).contains("sessions.idle-timeout: a player that pauses"),
                        line -> assertThat(line)
                                .contains("access[1]: 'again' never holds, since 'vip' above has its conditions"),
                        line -> assertThat(line)
                                .contains("access[3]: 'late' never holds, since 'everyone' above always does"),
                        line -> assertThat(line)
                                .contains("access[2]: where an edge asks, a token that is shown above"));
    }

    private Path write(String rest) throws IOException {
        String listeners = "listen: 127.0.0.1:0\nmanagement: {listen: \"127.0.0.1:0\"}\n";
        return Files.writeString(folder.resolve("usher.yaml"), listeners + rest);
    }
}
