package tv.usher.daemon.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.Secret;

class AnswersAreReadAsTheCallerWouldTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALTA         | 200 |                          | plays
            ALTA         | 204 |                          | denied
            ALTA         | 503 |                          | denied
            ASTRA        | 200 |                          | plays
            ASTRA        | 404 |                          | denied
            ASTRA        | 503 |                          | undecided
            NGINX        | 204 |                          | plays
            NGINX        | 401 |                          | denied
            NGINX        | 403 |                          | denied
            NGINX        | 404 |                          | undecided
            NGINX        | 503 |                          | undecided
            FORWARD_AUTH | 299 |                          | plays
            FORWARD_AUTH | 302 |                          | denied
            FORWARD_AUTH | 503 |                          | undecided
            ENVOY        | 200 |                          | plays
            ENVOY        | 204 |                          | denied
            ENVOY        | 503 |                          | undecided
            FLUSSONIC    | 302 |                          | plays
            FLUSSONIC    | 204 |                          | denied
            FLUSSONIC    | 403 |                          | denied
            FLUSSONIC    | 500 |                          | undecided
            MEDIAMTX     | 204 |                          | plays
            MEDIAMTX     | 401 |                          | denied
            MEDIAMTX     | 503 |                          | denied
            SRS          | 200 | 0                        | plays
            SRS          | 200 | {"code":0,"msg":"OK"}    | plays
            SRS          | 200 | {"code":1}               | denied
            SRS          | 200 | {"code":"no number"}     | denied
            SRS          | 200 | {}                       | denied
            SRS          | 200 | ''                       | denied
            SRS          | 200 | <html>                   | denied
            SRS          | 403 | {"code":0}               | denied
            ZLMEDIAKIT   | 200 | {"code":0}               | plays
            ZLMEDIAKIT   | 200 | {"code":-1}              | denied
            OME          | 200 | {"allowed":true}         | plays
            OME          | 200 | {"allowed":false}        | denied
            OME          | 200 | {"allowed":"true"}       | denied
            OME          | 200 | {}                       | denied
            OME          | 200 | <html>                   | denied
            OME          | 403 | {"allowed":true}         | denied
            NGINX_RTMP   | 204 |                          | plays
            NGINX_RTMP   | 302 |                          | plays
            NGINX_RTMP   | 403 |                          | denied
            NGINX_RTMP   | 503 |                          | denied
            MISTSERVER   | 503 | true                     | plays
            MISTSERVER   | 200 | cont                     | plays
            MISTSERVER   | 200 | false                    | denied
            MISTSERVER   | 200 | ''                       | denied
            ANTMEDIA     | 200 |                          | plays
            ANTMEDIA     | 204 |                          | denied
            """)
    void byStatusAndBody(CallerKind kind, int status, String body, String outcome) {
        CallerAnswer answer = new CallerAnswer(status, List.of(), body == null ? "" : body);

        Reading reading = kind.caller(Optional.of(Secret.of("1234"))).read(answer);

        assertThat(reading.outcome().name().toLowerCase(Locale.ROOT)).isEqualTo(outcome);
        assertThat(reading.text())
                .startsWith(
                        switch (reading.outcome()) {
                            case PLAYS -> "plays";
                            case DENIED -> "denied (";
                            case UNDECIDED -> "caller would use its own default: ";
                        });
    }
}
