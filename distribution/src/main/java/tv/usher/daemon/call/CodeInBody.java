package tv.usher.daemon.call;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How SRS and ZLMediaKit read: 200 allows if the body is 0 or has the code 0. */
final class CodeInBody {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CodeInBody() {}

    static Reading read(CallerAnswer answer) {
        return answer.status() == 200 && isZero(answer.body()) ? Reading.PLAYS : Reading.denied(answer);
    }

    private static boolean isZero(String body) {
        try {
            return body.equals("0") || JSON.readTree(body).path("code").asInt(-1) == 0;
        } catch (JacksonException e) {
            return false;
        }
    }
}
