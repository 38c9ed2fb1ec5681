package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Grant;
import tv.usher.api.Header;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.TestingDecider;

/** T06, T31. */
class AnswersTellOnlyWhatCallersMayKnowTest {

    private static final AccessRequest REQUEST =
            AccessRequest.builder().session("482911").query("token=s3cr3t").build();

    @ParameterizedTest
    @ValueSource(strings = {"/cesbo", "/", "/nginx", "/forward-auth", "/envoy/"})
    void anAllowAlwaysHasTheIdentityHeadersEmptyWhenUnknown(String path) {
        // When
        Reply reply = TestingDialects.speaking()
                .at(path)
                .write(AccessRequest.builder().build(), TestingDecider.allowed(Grant.lasting(Duration.ZERO)));

        // Then
        assertThat(withoutCaching(reply))
                .isEqualTo(new Reply(
                        200,
                        List.of(
                                new Header("X-Session-Id", ""),
                                new Header("X-Session-Name", ""),
                                new Header("X-UserId", ""))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cesbo", "/nginx", "/forward-auth", "/envoy/"})
    void nothingElseOfTheBackendsAnswerPasses(String path) {
        // Given
        BackendResponse response = BackendResponse.of(200)
                .header("X-Accel-Redirect", "/secret")
                .header("Set-Cookie", "a=b")
                .header("Location", "http://portal/login")
                .header("X-Location", "http://portal/login")
                .header("Content-Length", "5")
                .header("Transfer-Encoding", "chunked")
                .header("X-UserId", "77")
                .header("X-Session-Name", "john")
                .header("X-Max-Sessions", "3")
                .header("X-Unique", "true")
                .header("X-AuthDuration", "600")
                .body("hello");

        // When
        Reply reply = TestingDialects.speaking()
                .at(path)
                .write(REQUEST, TestingDecider.allowed(Grant.fromHeaders(response, Duration.ofHours(1))));

        // Then
        assertThat(withoutCaching(reply))
                .isEqualTo(new Reply(
                        200,
                        List.of(
                                new Header("X-Session-Id", "482911"),
                                new Header("X-Session-Name", "john"),
                                new Header("X-UserId", "77"))));
    }

    @Test
    void aUserWithoutASessionNameIsItsName() {
        // Given
        Grant grant = Grant.lasting(Duration.ofHours(1)).user("77");

        // When
        Reply reply = TestingDialects.speaking().at("/").write(REQUEST, TestingDecider.allowed(grant));

        // Then
        assertThat(reply.headers()).contains(new Header("X-Session-Name", "77"), new Header("X-UserId", "77"));
    }

    /** Neither asks whether it is over: OvenMediaEngine never asks again, and Flussonic when it was told to. */
    @Test
    void anAllowEndsWithTheGrantAlsoIfNobodyIsRemembered() {
        // Given
        Dialects dialects = TestingDialects.with().omeSecret("1234").dialects();
        Decision bounded = TestingDecider.allowed(Grant.lasting(Duration.ofSeconds(60)));
        Decision unbounded = TestingDecider.allowed(TestingDecider.NOBODY);

        // Then
        assertThat(dialects.at("/ome").write(REQUEST, bounded).body())
                .isEqualTo("{\"allowed\":true,\"lifetime\":60000}");
        assertThat(dialects.at("/ome").write(REQUEST, unbounded).body()).isEqualTo("{\"allowed\":true}");
        assertThat(dialects.at("/flussonic").write(REQUEST, bounded).headers())
                .contains(new Header("X-AuthDuration", "60"));
        assertThat(dialects.at("/flussonic").write(REQUEST, unbounded).headers())
                .contains(new Header("X-AuthDuration", "180"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cesbo", "/nginx", "/forward-auth", "/envoy/"})
    void aRefusalIsAStatusAndTheCodeOfItsReason(String path) {
        Dialect dialect = TestingDialects.speaking().at(path);
        assertThat(withoutCaching(dialect.write(REQUEST, TestingDecider.denied())))
                .isEqualTo(new Reply(403, List.of(new Header("X-Denied-Reason", "denied"))));
        assertThat(withoutCaching(dialect.write(REQUEST, TestingDecider.undecided())))
                .isEqualTo(Reply.of(503));
    }

    @Test
    void aDialectThatIsNotSpokenIs404WhateverWasDecided() {
        // Given
        Dialect dialect = TestingDialects.speaking().at("/ome");

        // Then
        assertThatExceptionOfType(UnreadableCall.class)
                .isThrownBy(() -> dialect.read(TestingCall.post("/ome", "{}")))
                .withMessageContaining("dialects.ome.secret");
        assertThat(dialect.write(REQUEST, TestingDecider.denied())).isEqualTo(Reply.of(404));
        assertThat(dialect.write(REQUEST, TestingDecider.undecided())).isEqualTo(Reply.of(404));
    }

    @ParameterizedTest
    @CsvSource({
        "/nginx,              nginx",
        "/nginx?x=/cesbo,     nginx",
        "/forward-auth,       forward-auth",
        "/cesbo?/nginx,       cesbo",
        "/nginx-rtmp2,        cesbo",
        "/envoy,              envoy",
        "/envoy/,             envoy",
        "/envoy/srs?x=/srs,   envoy",
        "/envoys,             cesbo",
        "/flussonic?token=1,  flussonic",
        "/mediamtx,           mediamtx",
        "/srs,                srs",
        "/nginx-rtmp,         nginx-rtmp",
        "/zlmediakit/on_play, zlmediakit",
        "/zlmediakits,        cesbo",
        "/mistserver,         mistserver",
        "/antmedia/publish,   antmedia",
        "/x/nginx,            cesbo",
    })
    void thePathAloneNamesTheDialect(String target, String name) {
        assertThat(TestingDialects.speaking().at(target).name()).isEqualTo(name);
    }

    /** What nginx is told about caching has a test of its own. */
    private static Reply withoutCaching(Reply reply) {
        List<Header> rest = reply.headers().stream()
                .filter(header -> !header.name().equals("Cache-Control"))
                .toList();
        return new Reply(reply.status(), rest);
    }
}
