package tv.usher.daemon.call;

import java.util.List;
import tv.usher.api.Header;

/**
 * What Usher answered.
 *
 * @param body empty if there is none
 */
public record CallerAnswer(int status, List<Header> headers, String body) {

    public CallerAnswer {
        headers = List.copyOf(headers);
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }
}
