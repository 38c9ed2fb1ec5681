package tv.usher.engine.management.api;

import java.util.Map;

/** A request that the API refuses. The message is a sentence for the client. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, String> headers;

    ApiException(int status, String message) {
        this(status, message, Map.of());
    }

    /**
     * @param headers of the answer, beside those that every answer has
     */
    ApiException(int status, String message, Map<String, String> headers) {
        super(message, null, false, false); // it is an answer and not a failure of Usher
        this.status = status;
        this.headers = headers;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }
}
