package tv.usher.engine.management.api;

/** How many entries an answer has at most. */
final class Limit {

    static final String PARAMETER = "limit";

    private static final int MOST = 1000;

    private Limit() {}

    /**
     * @throws ApiException if it is no number in its bounds
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
