package tv.usher.daemon.operate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonsComeWithAdviceTest {

    @ParameterizedTest
    @CsvSource({
        "status 403, the middleware itself refuses",
        "'status 301, a redirect', the middleware redirects",
        "status 500, the middleware itself refuses",
        "can't judge this viewer, there was no token",
        "over the limit of 3 sessions, the user watches elsewhere",
        "banned by an operator, somebody used 'usher kick'",
        "no rule holds, no rule of 'access'",
    })
    void thatSaysWhatToDo(String why, String advice) {
        assertThat(Advice.onRefusal(why))
                .hasValueSatisfying(sentence -> assertThat(sentence).startsWith(advice));
    }

    @ParameterizedTest
    @CsvSource({
        "connection refused, the middleware is down",
        "connection refused; nobody is let in unverified any more, the middleware is down",
        "breaker open, the middleware is down",
        "no answer within 2s, the middleware is down",
        "certificate isn't valid for a: no name matches, the middleware's certificate",
        "status 502, the middleware fails",
    })
    void thatSaysWhatAnOutageIs(String why, String advice) {
        assertThat(Advice.onOutage(why))
                .hasValueSatisfying(sentence -> assertThat(sentence).startsWith(advice));
    }
}
