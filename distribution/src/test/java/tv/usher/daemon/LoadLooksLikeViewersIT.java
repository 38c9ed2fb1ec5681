package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.daemon.call.CallerKind;

/** {@code usher load} and {@code usher call} against a running daemon. */
class LoadLooksLikeViewersIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();

    private static int middleware;
    private static UsherProcess daemon;
    private static String usher;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        middleware = LoopbackPorts.free();
        daemon = USHER.start(
                Files.writeString(folder.resolve("usher.yaml"), """
                listen: 127.0.0.1:0
                management: {listen: "127.0.0.1:0"}
                sessions: {store: memory}
                on-unavailable: error
                dialects: {ome: {secret: "%s"}}
                backends:
                  own: {type: http, address: "http://127.0.0.1:%d", connect-timeout: 30s, timeout: 30s}
                  partners: {type: tokens, tokens: [{token: "123", name: hotel}]}
                access:
                  - {name: partners, when: {path: ["/partners/**"]}, ask: [partners]}
                  - {name: everyone, ask: [own]}
                """.formatted(CallerSample.OME_SECRET, middleware)));
        usher = "127.0.0.1:" + daemon.callers();
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"NGINX", "NGINX_RTMP"})
    void theMiddlewareIsAskedOnceForAViewing(CallerKind kind) throws Exception {
        // When
        UnpackedUsher.Finished load = USHER.run(
                "load",
                "--as",
                kind.toString(),
                "--usher",
                usher,
                "--viewers",
                "100",
                "--for",
                "5s",
                "--ramp",
                "2s",
                "--zap",
                "5s",
                "--segment",
                "2s",
                "--middleware",
                Integer.toString(middleware));

        // Then
        assertThat(load.err()).isEmpty();
        assertThat(load.status()).as(load.out()).isZero();
        long viewings = number(load.out(), "viewings");
        assertThat(viewings).isGreaterThanOrEqualTo(100);
        assertThat(number(load.out(), "middleware")).isEqualTo(viewings);
        assertThat(number(load.out(), "questions")).isGreaterThan(viewings);
        assertThat(number(load.out(), "plays")).isGreaterThanOrEqualTo(viewings);
        assertThat(number(load.out(), "denied")).isZero();
        assertThat(number(load.out(), "undecided")).isZero();
        assertThat(number(load.out(), "errors")).isZero();
        assertThat(load.out()).containsPattern("p99 +\\d+\\.\\d\\d ms\n");
    }

    @Test
    void aPlayedMiddlewareThatNobodyAsksIsWhyNobodyPlays() throws Exception {
        int unasked = LoopbackPorts.free();

        UnpackedUsher.Finished load = USHER.run(
                "load",
                "--as",
                "nginx",
                "--usher",
                usher,
                "--viewers",
                "3",
                "--for",
                "2s",
                "--middleware",
                Integer.toString(unasked));

        assertThat(load.err())
                .startsWith(
                        "nobody was let in: 'usher why' tells why. No question came to the played middleware: a backend's"
                                + " 'address' has to be http://127.0.0.1:" + unasked + ", and a rule has to ask it.");
    }

    private static long number(String table, String row) {
        Matcher found = Pattern.compile("(?m)^" + row + " +([0-9,]+)").matcher(table);
        assertThat(found.find()).as(table).isTrue();
        return Long.parseLong(found.group(1).replaceAll(",", ""));
    }

    @Test
    void otherMachinesAreNotLoadedByMistake() throws Exception {
        UnpackedUsher.Finished load =
                USHER.run("load", "--as", "nginx", "--usher", "192.0.2.1:1064", "--viewers", "1", "--for", "1s");

        assertThat(load.status()).isEqualTo(2);
        assertThat(load.err()).startsWith("usher load: 192.0.2.1:1064 is not on loopback");
    }

    @Test
    void aCallIsAnsweredAsTheCallerReadsIt() throws Exception {
        String url = "https://live.example.com/partners/sport1/index.m3u8?token=";

        UnpackedUsher.Finished allowed = USHER.run("call", "--as", "flussonic", "--usher", usher, url + "123");
        UnpackedUsher.Finished denied = USHER.run("call", "--as", "envoy", "--usher", usher, url + "124");
        UnpackedUsher.Finished down =
                USHER.run("call", "--as", "nginx", "--usher", usher, "http://live.example.com/a/b.m3u8?token=1");

        assertThat(allowed.out()).contains("< X-UserId: hotel").contains("\nflussonic: plays\n");
        assertThat(allowed.status()).isZero();
        assertThat(denied.out()).endsWith("envoy: denied (403)\n");
        assertThat(denied.status()).isEqualTo(1);
        assertThat(down.out()).endsWith("nginx: caller would use its own default: the viewer gets 500\n");
        assertThat(down.status()).isEqualTo(1);
    }
}
