package tv.usher.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.api.BackendResponse;

/** A recorded exchange that is missing or not understood fails, and never passes by being skipped. */
class RecordedExchangesAreCheckedTest {

    @Test
    void noFolderFails() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> RecordedExchanges.beside(String.class))
                .withMessageContaining("src/test/resources/java/lang/exchanges");
    }

    @Test
    void anEmptyFolderFails(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("allow.txt"), "not an exchange");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> RecordedExchanges.in(folder))
                .withMessageContaining("no *.http");
    }

    @Test
    void everyPartIsRead() {
        RecordedExchange exchange = RecordedExchange.parse("x.http", """
                A comment.

                ### viewer
                PUBLISH rtmp://Live.example.com:1935/app/key?a=%2F+b&a=&x
                Session: 1
                Channel: a001
                Address: 2001:db8::1
                User-Agent: OBS: 30
                Referer: https://www.example.com/?a=b
                Protocol: rtmp
                Capture: channel=key
                Capture: rest=a=b

                ### asks
                GET http://h/?a

                ### answer
                HTTP/1.1 200 OK
                X-UserId: 7

                body

                more

                ### verdict
                allow
                lifetime: PT1H
                """);

        assertThat(exchange.viewer())
                .isEqualTo(AccessRequest.builder()
                        .action(Action.PUBLISH)
                        .origin("rtmp://Live.example.com:1935")
                        .host("live.example.com")
                        .path("/app/key")
                        .query("a=%2F+b&a=&x")
                        .session("1")
                        .channel("a001")
                        .clientAddress("2001:db8::1")
                        .userAgent("OBS: 30")
                        .referer("https://www.example.com/?a=b")
                        .protocol("rtmp")
                        .captures(Map.of("channel", "key", "rest", "a=b"))
                        .build());
        assertThat(exchange.asks()).isEqualTo("GET http://h/?a");
        assertThat(exchange.answer())
                .contains(BackendResponse.of(200)
                        .header("X-UserId", "7")
                        .body("body\n\nmore")
                        .receivedAt(Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(exchange.verdict()).isEqualTo("allow\nlifetime: PT1H");
    }

    @Test
    void linesMayEndTheWindowsWay() {
        RecordedExchange exchange = RecordedExchange.parse(
                "x.http", "### viewer\r\nPLAY /a?b\r\n\r\n### asks\r\nnobody\r\n### verdict\r\nabstain\r\n");

        assertThat(exchange.viewer().path()).isEqualTo("/a");
        assertThat(exchange.verdict()).isEqualTo("abstain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no parts",
                "### viewer\nGET /\n### asks\nnobody\n### verdict\nabstain",
                "### viewer\nPLAY /\nCookie: a\n### asks\nnobody\n### verdict\nabstain",
                "### viewer\nPLAY /\nno header\n### asks\nnobody\n### verdict\nabstain",
                "### viewer\nPLAY /\n### asks\nGET http://h/\n### verdict\nabstain",
                "### viewer\nPLAY /\n### asks\nnobody\n### answer\nHTTP/1.1 200\n### verdict\nabstain",
                "### viewer\nPLAY /\n### asks\nGET http://h/\n### answer\nHTTP/1.1 2000\n### verdict\nallow",
                "### viewer\nPLAY /\n### viewer\nPLAY /\n### asks\nnobody\n### verdict\nabstain",
                "### viewer\nPLAY /\n### request\nnobody\n### verdict\nabstain"
            })
    void whatIsNotUnderstoodIsNamed(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordedExchange.parse("x.http", text))
                .withMessageStartingWith("x.http: ");
    }

    @Test
    void aRecordedViewerMayHaveFiftyParameters() {
        AccessRequest recorded =
                AccessRequest.builder().query("a=1&".repeat(49) + "token=1").build();

        assertThat(HostileRequests.like(List.of(recorded))).hasSizeGreaterThan(100);
    }
}
