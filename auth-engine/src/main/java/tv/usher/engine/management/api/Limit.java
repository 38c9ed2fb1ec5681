package tv.usher.engine.management.api;

/** The highest number of entries of an answer. */
final class Limit {

    static final String PARAMETER = "limit";

    private static final int MOST = 1000;

    private Limit() {}

    /**
     * @throws ApiException if it is no number within the bounds
     */
    static int of(ApiRequest request) {
        String text = request.parameter(PARAMETER).orElse("100");
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            throw new ApiException(ApiProblem.BAD_REQUEST, "'limit' must be a number from 1 to " + MOST);
        }
        return limit;
    }
}
