package tv.usher.engine.management.api;

import java.util.Map;

/** A request that the API refuses. The message is a sentence for the client. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ApiProblem problem;
    private final transient Map<String, String> headers;

    ApiException(ApiProblem problem, String message) {
        this(problem, message, Map.of());
    }

    /**
     * @param headers of the answer, beside those that every answer has
     */
    ApiException(ApiProblem problem, String message, Map<String, String> headers) {
        super(message, null, false, false); // an answer, not a failure of ours
        this.problem = problem;
        this.headers = headers;
    }

    ApiProblem problem() {
        return problem;
    }

    Map<String, String> headers() {
        return headers;
    }
}
